import { describe, expect, test } from 'vitest'
import { trimForModel } from './trim.ts'

const trim = (text: string) => trimForModel(text, { by: 'contact', first: true, others: [] })

describe('a gateway’s banner goes', () => {
  test.each([
    [
      'English',
      'CAUTION: This email originated from outside your organization. Do not click links or open attachments unless you know the sender.',
    ],
    [
      'English, wrapped',
      'WARNING: This message was sent from outside of the company and may be\nunsafe. Do not open attachments or click on links unless you\nrecognize the sender.',
    ],
    ['English, in brackets', '[EXTERNAL EMAIL] Use caution: do not click links in this external message.'],
    [
      'English, two lines',
      'External email\nBe careful with links and attachments in mail that came from outside.',
    ],
    [
      'Microsoft, English',
      'You don’t often get email from kim.tran7@tailspin.example. Learn why this is important',
    ],
    [
      'German',
      'ACHTUNG: Diese E-Mail stammt von außerhalb der Organisation. Klicken Sie nur auf Links, wenn Sie den Absender kennen.',
    ],
    [
      'German, external',
      'Vorsicht: Externe E-Mail! Bitte öffnen Sie keine Anhänge von unbekannten Absendern.',
    ],
    [
      'Microsoft, German',
      'Sie erhalten nicht häufig E-Mails von kim@tailspin.example. Erfahren Sie, warum dies wichtig ist',
    ],
    [
      'French',
      "ATTENTION : Ce courriel provient de l'extérieur de l'organisation. Ne cliquez pas sur les liens et n'ouvrez pas les pièces jointes.",
    ],
    [
      'Microsoft, French',
      'Vous n’obtenez pas souvent d’e-mail à partir de kim@tailspin.example. Pourquoi c’est important',
    ],
    [
      'Dutch',
      'LET OP: Deze e-mail is afkomstig van buiten de organisatie. Klik niet op links en open geen bijlagen.',
    ],
    [
      'Spanish',
      'PRECAUCIÓN: Este correo electrónico se originó fuera de la organización. No haga clic en enlaces ni abra archivos adjuntos.',
    ],
    [
      'Italian',
      "ATTENZIONE: Questa e-mail proviene dall'esterno dell'organizzazione. Non cliccare sui link e non aprire gli allegati.",
    ],
    ['Portuguese', 'ATENÇÃO: Este e-mail veio de fora da organização. Não clique em links nem abra anexos.'],
    [
      'Microsoft, German, one mail',
      'Sie erhalten nicht oft eine E-Mail von kim@tailspin.example. Erfahren Sie, warum dies wichtig ist.',
    ],
    [
      'Microsoft, Dutch',
      'U ontvangt niet vaak e-mail van kim@tailspin.example. Meer informatie over waarom dit belangrijk is.',
    ],
    [
      'Microsoft, Spanish',
      'No suele recibir correo electrónico de kim@tailspin.example. Descubra por qué es importante.',
    ],
    [
      'Microsoft, Italian',
      'Non si ricevono spesso messaggi di posta elettronica da kim@tailspin.example. Informazioni sul perché è importante.',
    ],
    [
      'Microsoft, Portuguese',
      'Você não costuma receber emails de kim@tailspin.example. Saiba por que isso é importante.',
    ],
    [
      'Microsoft, Polish',
      'Nie otrzymujesz często wiadomości e-mail od kim@tailspin.example. Dowiedz się, dlaczego jest to ważne.',
    ],
    ['between lines', '----------\nThis message came from outside. Be cautious with links.\n----------'],
    ['in bold', '**CAUTION:** This email originated from outside of the company. Do not click links.'],
    [
      'Polish',
      'UWAGA: Ta wiadomość pochodzi spoza organizacji. Nie klikaj w linki i nie otwieraj załączników.',
    ],
  ])('%s', (_, banner) => {
    expect(trim(`${banner}\n\nThe till prints nothing.`)).toMatch(
      /^\[banner, \d lines?, cut\]\n\nThe till prints nothing\.$/,
    )
    expect(trim(`The till prints nothing.\n\n${banner}`)).toMatch(
      /^The till prints nothing\.\n\n\[banner, \d lines?, cut\]$/,
    )
  })

  test('before words on the same line', () => {
    expect(
      trim('CAUTION: This email came from outside. Do not click links. The till prints nothing since noon.'),
    ).toBe('[banner, 1 line, cut]\nThe till prints nothing since noon.')
  })

  test('right above the words', () => {
    expect(trim('ACHTUNG: Externe E-Mail. Öffnen Sie keine Anhänge.\nDie Kasse druckt nicht.')).toBe(
      '[banner, 1 line, cut]\nDie Kasse druckt nicht.',
    )
    expect(
      trim(
        'CAUTION: External email, do not click any links in it unless you are sure\nThe till prints nothing',
      ),
    ).toBe('[banner, 1 line, cut]\nThe till prints nothing')
  })

  test('as a word in brackets before the text', () => {
    expect(trim('[EXTERNAL] The till prints nothing.')).toBe(
      '[banner, 1 line, cut]\nThe till prints nothing.',
    )
  })

  test('twice, one below the other', () => {
    const result = trim(
      'CAUTION: External sender. Do not open attachments.\n\nYou don’t often get email from kim@a.example. Learn why this is important\n\nHelp',
    )
    expect(result).toBe('[banner, 2 lines, cut]\n\nHelp')
  })
})

describe('what only looks like a banner stays', () => {
  test.each([
    'Do not open attachments from the scanner any more? My colleague says so.',
    'I got an external email that says do not click the link. Is it safe?',
    'This mail came from outside and Lila opened it. Now her screen is locked.',
    'Since Monday our own mails carry this text:\n\nCAUTION: This email originated from outside of the organization. Do not click links.',
    'Warning on the screen: fan 2 failed, do not switch off.',
    'Attention: the server room is at 41 degrees.',
    'External email is not arriving since Friday.',
    'Attention: external email of Lila is not coming in, do not delete anything.',
    'Warning: this message was sent from outside but the filter let it through.',
    'Externe E-Mails mit Anhängen kommen nicht an.',
    'External email\nnobody gets any',
    'Achtung: Externe Nachrichten landen im Spam.',
    'Les messages externes avec pièces jointes sont bloqués.',
    'External mail fails unless you restart the connector.',
    'You don’t often get email from appears on all mails of the accountants.',
    'CAUTION: External email. Do not click links.\nExternal emails bounce',
    'CAUTION: External email. Do not click links.\nWarning on the server: fan failed',
    'CAUTION: This email originated from outside. Do not click links. Questions to extension 4357.',
  ])('%s', (text) => {
    const result = trim(text)
    const facts = text.split('\n').at(-1)?.split('. ').at(-1) ?? text
    expect(result).toContain(facts)
  })
})

describe('a disclaimer goes', () => {
  test.each([
    [
      'English',
      'This e-mail is confidential and intended solely for the addressee. If you are not the intended recipient, please notify the sender and delete it.',
    ],
    [
      'English, with a heading',
      'CONFIDENTIALITY NOTICE\nThe contents of this message are privileged. Any disclosure or copying is strictly prohibited.',
    ],
    ['English, printing', 'Please consider the environment before printing this e-mail.'],
    [
      'German',
      'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte den Absender und vernichten Sie diese Nachricht. Das unerlaubte Kopieren ist nicht gestattet.',
    ],
    [
      'German, printing',
      'Bitte prüfen Sie der Umwelt zuliebe, ob der Ausdruck dieser Mail erforderlich ist, bevor Sie diese Mail drucken.',
    ],
    [
      'French',
      "Ce message et ses pièces jointes sont confidentiels et destinés exclusivement à leur destinataire. Si vous avez reçu ce message par erreur, merci d'en avertir l'expéditeur et de le supprimer.",
    ],
    [
      'Dutch',
      'Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Indien u dit bericht ten onrechte ontvangt, verzoeken wij u de afzender te informeren en het bericht te vernietigen.',
    ],
    [
      'Spanish',
      'Este mensaje es confidencial y está dirigido exclusivamente a su destinatario. Si lo ha recibido por error, comuníquelo al remitente y elimínelo.',
    ],
    [
      'Italian',
      'Questo messaggio contiene informazioni riservate ed è destinato esclusivamente al destinatario. Se ricevuto per errore, si prega di avvisare il mittente e cancellarlo.',
    ],
    [
      'Portuguese',
      'Esta mensagem é confidencial e destina-se exclusivamente ao destinatário. Se a recebeu por engano, avise o remetente e elimine-a.',
    ],
    [
      'Polish',
      'Niniejsza wiadomość jest poufna i przeznaczona wyłącznie dla adresata. W razie omyłkowego otrzymania prosimy o powiadomienie nadawcy i usunięcie wiadomości.',
    ],
    [
      'with a number of a law',
      'Dieses Dokument ist vertraulich nach § 203 StGB und nur für den Empfänger bestimmt. Die Weitergabe ist untersagt.',
    ],
  ])('%s', (_, disclaimer) => {
    expect(trim(`The till prints nothing.\n\n${disclaimer}`)).toMatch(
      /^The till prints nothing\.\n\n\[disclaimer, \d lines?, cut\]$/,
    )
  })
})

describe('what only looks like a disclaimer stays', () => {
  test.each([
    'This message is marked confidential and the recipient cannot open it in Outlook.',
    'Die vertrauliche Mail des Absenders kann der Empfänger nicht löschen, Fehler im Postfach.',
    'The disclaimer under our mails is missing since the update, can you add it again?',
    'Bitte nehmen Sie diesen Text in die Signatur auf:\n\nDiese E-Mail ist vertraulich und nur für den Adressaten bestimmt. Bitte informieren Sie den Absender.',
    'This file is confidential. If you are not in group CD-HR-2 you cannot delete it.',
    'Disclaimer is missing on mails from the app.',
    'Confidentiality notice: please remove it from mails to suppliers.',
    'Diese vertrauliche Nachricht kam beim falschen Empfänger an.',
    'Diese Nachricht ist vertraulich und der Empfänger kann sie nicht öffnen.',
    'Questo messaggio riservato non arriva al destinatario.',
    'Ce message est confidentiel et destiné au destinataire, code B-77 à saisir.',
  ])('%s', (text) => {
    expect(trim(text)).toBe(text)
  })
})

describe('a line of a phone’s mail program goes', () => {
  test.each([
    'Sent from my iPhone',
    'Sent from my iPhone 15 Pro',
    'Sent from my Samsung Galaxy S24',
    'Sent from Mail for Windows',
    'Sent from Outlook for Android',
    'Get Outlook for iOS<https://aka.ms/o0ukef>',
    'Get Outlook for Android',
    'Sent from Yahoo Mail on Android',
    'Sent with Proton Mail secure email.',
    'Von meinem iPhone gesendet',
    'Gesendet von Outlook für iOS',
    'Gesendet mit der GMX Mail App',
    'Outlook für Android beziehen',
    'Envoyé de mon iPhone',
    'Envoyé depuis mon téléphone mobile',
    'Télécharger Outlook pour iOS',
    'Verstuurd vanaf mijn iPhone',
    'Verzonden vanaf Outlook voor Android',
    'Enviado desde mi iPhone',
    'Obtener Outlook para Android',
    'Inviato da iPhone',
    'Inviato dal mio iPhone',
    'Scarica Outlook per iOS',
    'Enviado do meu iPhone',
    'Obter o Outlook para iOS',
    'Wysłano z iPhone’a',
    "Wysłane z iPhone'a",
    'Pobierz program Outlook dla systemu iOS',
  ])('%s', (line) => {
    expect(trim(`The till prints nothing.\n\n${line}`)).toBe(
      'The till prints nothing.\n\n[device line, 1 line, cut]',
    )
  })

  test.each([
    'Sent from my laptop CD-FRONT-02',
    'Sent from my iPhone because the till PC does not start',
    'Sent from my phone, mail on the PC is still dead',
    'Get Outlook for iOS does not install on her iPad',
    'Von meinem iPhone gesendet geht es, vom Rechner nicht',
  ])('but not: %s', (line) => {
    expect(trim(`The till prints nothing.\n\n${line}`)).toContain(line)
  })
})

describe('a signature goes', () => {
  test.each([
    ['English', 'Kind regards,\nKim Tran\nOffice Manager | Tailspin Toys\nwww.tailspin.example'],
    ['English, thanks and a name', 'Thanks,\nKim'],
    ['English, on one line', 'Many thanks, Kim Tran\nTailspin Toys Ltd.'],
    ['German', 'Mit freundlichen Grüßen\n\nKim Tran\nLeitung Einkauf\nTailspin Toys GmbH'],
    ['German, short', 'VG\nKim Tran'],
    ['French', 'Cordialement,\nKim Tran\nResponsable Achats'],
    ['Dutch', 'Met vriendelijke groet,\n\nKim Tran\nTailspin Toys B.V.'],
    ['Spanish', 'Un saludo,\nKim Tran\nDirectora de Compras'],
    ['Italian', 'Cordiali saluti\nKim Tran\nUfficio Acquisti'],
    ['Portuguese', 'Atenciosamente,\nKim Tran\nGerente de Compras'],
    ['Polish', 'Pozdrawiam serdecznie,\nKim Tran\nDział Zakupów'],
    ['after dashes', '-- \nKim Tran\nTailspin Toys'],
    ['an address of mail', 'Best regards\nKim Tran\nkim@tailspin.example'],
    ['with a picture', 'Best regards\nKim Tran\n[cid:image001.png@01DA.77]'],
  ])('%s', (_, signature) => {
    expect(trim(`The till prints nothing.\n\n${signature}`)).toMatch(
      /^The till prints nothing\.\n\n\[signature, \d+ lines?, cut\]$/,
    )
  })

  test('but its numbers stay', () => {
    const result = trim(
      'Please call.\n\nKind regards\nKim Tran\nBuyer\nTel. +1 555 0100\n12 High Street\nTailspin Toys',
    )
    expect(result).toContain('+1 555 0100')
    expect(result).toContain('12 High Street')
    expect(result).not.toMatch(/Buyer|Kim Tran|Kind regards/)
  })
})

describe('what stands below a closing stays when it is a fact', () => {
  test.each([
    'Thanks\n\nPC: TS-TILL-3\nUser: ktran',
    'Danke\n\nRechnername steht auf dem Aufkleber, TS-TILL-3',
    'Thanks\nKim\n\nThe error is 0x803f7001.',
    'Merci\n\nImprimante du couloir',
    'Regards\nKim Tran\n\\\\ts-srv-1\\scan is the folder',
    'Gracias\nel servidor es TS-SRV-2',
    'Bedankt!\nHet gaat om kassa drie',
    'Thanks\nPrinter offline',
    'Thanks\nKim\nAsset 00417',
    'Grazie\nKim\nIP 10.2.3.4',
    '--\nHost: TS-SRV-2\nState: down',
    'Pozdrawiam\nNumer seryjny 5CD1234XYZ',
    'Thanks in advance!\n\n- Mia Berg, Sales\n- Tom Falk, Finance',
    'Thank you\n\nMia Berg\nTom Falk',
    'Regards\nKim Tran\nSecond floor, next to the kitchen',
    'Danke\nTS-SRV',
    'Cheers\nKim\nsetup.exe',
  ])('%s', (end) => {
    const result = trim(`The till prints nothing.\n\n${end}`)
    expect(result).toContain(end.split('\n').at(-1))
    expect(result).not.toContain(', cut]')
  })
})

test('names that were announced are no signature', () => {
  const text = 'Please create two accounts:\n\nKind regards\n\nMia Berg\nTom Falk'
  expect(trim(text)).toBe(text)
})

test('a closing in the middle ends nothing', () => {
  const text = 'Thanks\nThe server in the back room is beeping again and nobody knows why.'
  expect(trim(text)).toBe(text)
})

test('a note of nothing but a closing, a banner or a device line is kept', () => {
  for (const text of ['Thanks', 'Sent from my iPhone', 'Kind regards\nKim Tran'])
    expect(trim(text)).toBe(text)
})
