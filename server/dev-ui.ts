import { fork, spawn } from 'node:child_process'
import { join } from 'node:path'
import { packageRoot } from './db/package-root.ts'

const vite = () => join(packageRoot(), 'node_modules', 'vite', 'bin', 'vite.js')
const quiet = ['--logLevel', 'warn']

/** However this process ends, killed too, its channel closes and the child with it. */
const endWithParent = "data:text/javascript,process.on('disconnect', () => process.exit())"

/** Builds the UI now and at each change, as long as this process lives. */
export function buildAndWatchUi(): () => void {
  const child = fork(vite(), ['build', '--watch', ...quiet], {
    cwd: packageRoot(),
    execArgv: ['--import', endWithParent],
  })
  child.channel?.unref()
  const stop = () => void child.kill()
  process.once('exit', stop)
  return stop
}

/** One build of one part: the pod, or the simulator's ticket screen. */
export function buildUi(part: 'pod' | 'simulator'): Promise<void> {
  const mode = part === 'pod' ? [] : ['--mode', part]
  const child = spawn(process.execPath, [vite(), 'build', ...mode, ...quiet], {
    cwd: packageRoot(),
    stdio: 'inherit',
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`vite could not build the ${part} (${code})`)),
    )
  })
}
