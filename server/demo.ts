import { publicUrl, readConfig, WrongSettings } from './config.ts'
import { StartError } from './db/start-error.ts'
import { buildStaleUi } from './demo-build.ts'
import { demoAccounts, demoPassword } from './demo-people.ts'
import { seedDemo } from './demo-seed.ts'
import { type RunningSimulator, startSimulator } from './demo-simulator.ts'
import { createLog } from './log.ts'
import { CannotListen, freePort, type Running, startServer } from './serve.ts'

/** A demo must not keep people waiting, its PSA is on the same machine, and a production start never meets its people. */
const demoSettings = {
  ALLOW_LOOPBACK_PSA: 'true',
  POST_SETTLE_SECONDS: '18',
  LOG_LEVEL: 'warn',
  DATA_DIR: '.data/demo',
} as const
const firstTicket = '48291'
const say = (sentence: string) => console.log(sentence)

await demo().catch((error: unknown) => {
  const isExpected =
    error instanceof WrongSettings || error instanceof StartError || error instanceof CannotListen
  console.error(isExpected ? error.message : error)
  process.exit(error instanceof WrongSettings ? 2 : 1)
})

async function demo(): Promise<void> {
  const config = readConfig(undefined, demoSettings)
  const log = createLog(config)
  const port = config.SIMULATOR_PORT || (await freePort('127.0.0.1'))
  const atItsEnd = () => {
    console.error('The simulator ended by itself; the demo ends with it. Start it again with: npm run demo')
    process.kill(process.pid, 'SIGTERM')
  }
  const [simulator, running] = await Promise.all([
    startSimulator(config, port, atItsEnd),
    startServer(config, log),
    buildStaleUi(say),
  ])
  stopOnSignal(simulator, running)
  const psaUrl = await seedDemo(running.world, simulator.url)
  printAddresses(running, simulator)
  if (psaUrl !== simulator.url) sayConnected(psaUrl)
  say('FlowPilot demo is ready')
}

function stopOnSignal(simulator: RunningSimulator, running: Running): void {
  const end = async () => {
    await running.stop()
    simulator.stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      process.once(signal, () => process.exit(1))
      void end()
    })
}

function printAddresses({ world }: Running, simulator: RunningSimulator): void {
  const url = publicUrl(world.config)
  say('')
  say(`Ticket screen   ${simulator.url}/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=${firstTicket}`)
  say(
    `                (a ConnectWise simulator: choose ada, ben or cleo; FlowPilot is the pod in the ticket)`,
  )
  say(`Full page       ${url}/app`)
  for (const { name, people } of demoAccounts)
    for (const person of people) say(`                ${person.email.padEnd(20)} ${person.role} of ${name}`)
  say(`Password        ${demoPassword}`)
  say(`Model           ${world.model.label.label}`)
  say('')
}

/** Somebody connected Acme to another PSA: the demo leaves it alone. */
function sayConnected(psaUrl: string): void {
  say(`Acme is connected to ${psaUrl}, not to the simulator: posts go there.`)
  say(`Remove that connection in Settings and start again, and the demo's own is back.`)
  say('')
}
