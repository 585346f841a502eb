import { expect, test } from 'vitest'
import { plainText } from './plain-text.ts'

const read = (text: string) => plainText(text).text.trim()

test.each([
  [
    'a page of HTML',
    '<html><head><style>p{margin:0}</style></head><body><p>Hello&nbsp;Ben,</p><p>Scanner <b>E_7</b> &amp; hub</p></body></html>',
    'Hello Ben,\n\nScanner E_7 & hub',
  ],
  ['breaks and list items', '<div>One<br>Two<ul><li>a</li><li>b</li></ul></div>', 'One\nTwo\n\n- a\n- b'],
  ['cells of a table', '<table><tr><td>Host</td><td>TS-SRV-2</td></tr></table>', 'Host | TS-SRV-2 |'],
  [
    'the target of a link',
    '<p>See <a class="x" href="https://a.example/x?y=1">this</a></p>',
    'See <https://a.example/x?y=1> this',
  ],
  ['a script and a comment', '<div>a<script>let x = 1</script><!-- [if mso] b -->c</div>', 'ac'],
  ['tags of Word', '<p class="MsoNormal">a<o:p></o:p><v:shape id="x"> b</v:shape></p>', 'a b'],
  [
    'a picture',
    'See ![shot](data:image/png;base64,iVBORw0KGgo=) and <img src="cid:image001.png@01DA">',
    'See [picture] and [picture]',
  ],
  ['a drawing', '![a](data:image/svg+xml;utf8,%3Csvg%20xmlns%3E) b', '[picture] b'],
  ['an attached picture of Outlook', 'a [cid:image001.png@01DA.77] b', 'a [picture] b'],
  ['a style that lost its tag', 'P {margin-top:0;margin-bottom:0;} It beeps.', 'It beeps.'],
  [
    'a style sheet of Word',
    '@font-face\n\t{font-family:"Cambria Math";\n\tpanose-1:2 4 5;}\np.MsoNormal, li.MsoNormal\n\t{margin:0cm;\n\tfont-size:11.0pt;}\nIt beeps.',
    'It beeps.',
  ],
  ['entities by number', 'It&#39;s 5&#x20AC; &lt;b&gt;', "It's 5€ <b>"],
])('%s', (_, text, shown) => {
  expect(read(text)).toBe(shown)
})

test.each([
  'a < b and c > d',
  'mail Ben <ben@acme.example> or <https://acme.example>',
  'Get-Item C:\\a | % { $_.Name }',
  '{"size": 5, "color": "red"}',
  'body { "id": 3 }',
  'net user <name> <password> /add',
  'if (a<b) { return }',
  'AT&T and R&D; x &unknown; y',
  'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
])('%s stays', (text) => {
  expect(plainText(text)).toEqual({ text, was_cut: false })
})

test('long data says how long it was', () => {
  expect(read(`Log: ${'QUJD1a+/'.repeat(50)} end`)).toBe('Log: [data, 400 characters, cut] end')
  const line = 'MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ'
  expect(read(`Attached:\n${`${line}\n`.repeat(6)}abcd==\nIt beeps.`)).toBe(
    'Attached:\n[data, 390 characters, cut]\nIt beeps.',
  )
})

test('a list of hashes is no attachment', () => {
  const text = Array.from(
    { length: 6 },
    () => '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ).join('\n')
  expect(read(text)).toBe(text)
})

test('words behind a style sheet and a large attachment are read', () => {
  const text = `<style>${'p{margin:0}'.repeat(2_000)}</style><p>It beeps.</p>`
  expect(read(text)).toBe('It beeps.')
  expect(read(`${'QUJD1a+/'.repeat(50_000)}\nIt beeps.`)).toBe('[data, 400000 characters, cut]\nIt beeps.')
})
