import '../../style.ts'
import { render } from 'preact'
import { recallTheme } from '../../../pod/frame/theme.ts'
import { createStorage } from '../../../pod/hosts/storage.ts'
import { createOptions } from '../../features/options-model.ts'
import { Options } from '../../Options.tsx'

const root = document.getElementById('root')
recallTheme(createStorage(window))
if (root) {
  const model = createOptions()
  await model.load()
  render(<Options model={model} />, root)
}
