import { expect } from 'chai';
import {
  findCustomerData,
  guardCustomerData,
  guardTexts,
  maskCustomerData,
} from '../../src/domain/customer-data.ts';

const london = 'Europe/London';

describe('looking for customer data', () => {
  const found: [string, string, string][] = [
    ['email', 'wrote to mrs.lee+shop@mail.example.com today', 'mrs.lee+shop@mail.example.com'],
    ['email', 'schrieb an jürgen@bücher.example', 'jürgen@bücher.example'],
    ['card', 'card 4111 1111 1111 1111 was refused', '4111 1111 1111 1111'],
    ['card', 'card 5500-0000-0000-0004.', '5500-0000-0000-0004'],
    ['card', 'amex 378282246310005', '378282246310005'],
    ['account', 'refunded to GB82 WEST 1234 5698 7654 32 TODAY', 'GB82 WEST 1234 5698 7654 32'],
    ['account', 'IBAN: de89370400440532013000', 'de89370400440532013000'],
    ['account', 'sur FR14 2004 1010 0505 0001 3M02 606', 'FR14 2004 1010 0505 0001 3M02 606'],
    ['account', 'auf NO93 8601 1117 947', 'NO93 8601 1117 947'],
    ['account', 'account 12345678 was credited', '12345678'],
    ['account', 'Kontonummer: 0532013000', '0532013000'],
    ['account', 'account no. is 12345678', '12345678'],
    ['account', 'IBANDE89370400440532013000', 'DE89370400440532013000'],
    ['account', 'DE89.3704.0044.0532.0130.00', 'DE89.3704.0044.0532.0130.00'],
    [
      'account',
      'DE89\u00A03704\u00A00044\u00A00532\u00A00130\u00A000',
      'DE89\u00A03704\u00A00044\u00A00532\u00A00130\u00A000',
    ],
    ['card', '4111 1111 1111 1111 12/28 123', '4111 1111 1111 1111'],
    ['card', '4111.1111.1111.1111', '4111.1111.1111.1111'],
    ['card', '4111 - 1111 - 1111 - 1111', '4111 - 1111 - 1111 - 1111'],
    ['card', '4111\u20131111\u20131111\u20131111', '4111\u20131111\u20131111\u20131111'],
    ['card', '4111\u202F1111\u202F1111\u202F1111', '4111\u202F1111\u202F1111\u202F1111'],
    ['card', '4111\u200B1111\u200B1111\u200B1111', '4111\u200B1111\u200B1111\u200B1111'],
    ['card', '👩‍👩‍👧 ４１１１ １１１１ １１１１ １１１１ 👩‍👩‍👧', '４１１１ １１１１ １１１１ １１１１'],
    ['email', 'lee＠example.com', 'lee＠example.com'],
  ];
  for (const [kind, text, hit] of found)
    it(`finds ${hit}`, () => {
      expect(findCustomerData(text, london)).to.deep.equal([{ kind, found: hit }]);
    });

  const phones: [zone: string, text: string, hit: string][] = [
    [london, 'called +44 20 7946 0958 at noon', '+44 20 7946 0958'],
    [london, 'called (020) 7946-0958', '(020) 7946-0958'],
    [london, 'Mrs Hu (020 7946 0958) cried', '020 7946 0958'],
    [london, 'Mrs Hu (on 020 7946 0958) cried', '020 7946 0958'],
    [london, 'Mrs Hu (+44 20 7946 0958, twice) cried', '+44 20 7946 0958'],
    ['America/New_York', 'Mrs Hu ((212) 555-2368) cried', '(212) 555-2368'],
    [london, 'her number is 07911 123456', '07911 123456'],
    [london, 'phone no. 020 7946 0958', '020 7946 0958'],
    [london, 'about her order she rang from 07911 123456', '07911 123456'],
    ['America/New_York', 'call (212) 555-2368', '(212) 555-2368'],
    ['America/New_York', 'call 2124567890', '2124567890'],
    ['America/Toronto', 'call 416-555-0134 again', '416-555-0134'],
    ['Europe/Berlin', 'Tel. 0171/1234567', '0171/1234567'],
    ['Europe/Berlin', 'rief +49 (0)30 901820 an', '+49 (0)30 901820'],
    ['Europe/Paris', 'rappelé le 06 12 34 56 78', '06 12 34 56 78'],
    ['Asia/Tokyo', '090-1234-5678', '090-1234-5678'],
    ['Asia/Calcutta', 'mobile 98765 43210', '98765 43210'],
    ['Australia/Sydney', '0412 345 678', '0412 345 678'],
    ['America/Sao_Paulo', '(11) 91234-5678', '(11) 91234-5678'],
    ['Europe/Copenhagen', 'ringede 32 12 34 56', '32 12 34 56'],
    ['Europe/Madrid', 'llamó al 612 34 56 78', '612 34 56 78'],
    ['Europe/Zurich', '044 668 18 00', '044 668 18 00'],
    ['UTC', 'called +1 212 555 2368', '+1 212 555 2368'],
    ['UTC', 'called +44 7700 900123', '+44 7700 900123'],
    [london, 'her no 07911 123456', '07911 123456'],
    [london, 'WhatsApp no. 07911 123456', '07911 123456'],
    [london, '07911\u00A0123456', '07911\u00A0123456'],
    [london, '07911\u2011123456', '07911\u2011123456'],
    [london, '07911\u00AD123456', '07911\u00AD123456'],
    ['America/New_York', 'phone # 212-555-2368', '212-555-2368'],
    ['America/New_York', 'her # is 212-555-2368', '212-555-2368'],
    ['Europe/Berlin', 'Handynummer 0171 1234567', '0171 1234567'],
  ];
  for (const [zone, text, hit] of phones)
    it(`finds the telephone number in "${text}" (${zone})`, () => {
      expect(findCustomerData(text, zone)).to.deep.equal([{ kind: 'phone', found: hit }]);
    });

  const harmless: [text: string, zone?: string][] = [
    ['order no 4471-2290'],
    ['order no 4471-2290', 'Europe/Copenhagen'],
    ['Bestellnummer: 0171 1234567', 'Europe/Berlin'],
    ['ticket 2124567890', 'America/New_York'],
    ['case #415-555-2671', 'America/New_York'],
    ['invoice number 06 12 34 56 78', 'Europe/Paris'],
    ['Auftrag Nr. 030 123456', 'Europe/Berlin'],
    ['stayed until 18:30 on 2026-10-05'],
    ['am 05.10.2026 um 18.30', 'Europe/Berlin'],
    ['on 10/05/2026, 10:15-11:45', 'America/New_York'],
    ['backup of 20261005'],
    ['saved them 1,200.50 in 2026'],
    ['1.234.567,89 EUR', 'Europe/Berlin'],
    ['10 000 000 euros', 'Europe/Paris'],
    ['12 000 000 kr', 'Europe/Copenhagen'],
    ['£12,345,678.90'],
    ['tracking 1Z999AA10123456784', 'America/New_York'],
    ['tracking 9400 1000 0000 0000 0000 00', 'America/New_York'],
    ['parcel JJD014600003456789012', 'Europe/Berlin'],
    ['serial SN-2020-1234-5678'],
    ['IMEI 356938035643809'],
    ['ID 550e8400-e29b-41d4-a716-446655440000'],
    ['ISBN 978-3-16-148410-0', 'America/New_York'],
    ['part GB82 WEST 1234 5698 7654 33'],
    ['model SN1234567890123456'],
    ['reference 4111 1111 1111 1112'],
    ['version 1.20.300.4000 on 192.168.100.200', 'America/New_York'],
    ['order 12345678 arrived'],
    ['Room 404, 3rd floor, 20 minutes'],
    ['a@b is not an address'],
    ['sizes 36 38 40 42 44 46 48 50'],
    ['sizes 40 42 44 46 48 50 52 54 to 40 42 44 46 48 50 52 58'],
    ['paid 40.00 50.00 60.00 70.00'],
    ['claim CLM-0207-946-0958'],
    ['customer no 020 7946 0958'],
    ['Confirmation number 8005551212', 'America/New_York'],
    ['Confirmation # is 212-555-2368', 'America/New_York'],
    ['Bestell-Nr. 0301234567', 'Europe/Berlin'],
    ['Kundennr. 030 1234567', 'Europe/Berlin'],
    ['Die Lieferung 0171 1234567 kam um 9:45', 'Europe/Berlin'],
    ['Zählernummer 0301 234567', 'Europe/Berlin'],
    ['Gutschein 0815-4711-2290', 'Europe/Berlin'],
    ['commande n° 01 23 45 67 89', 'Europe/Paris'],
    ['n° de suivi 0123456789', 'Europe/Paris'],
    ['expediente 912345678', 'Europe/Madrid'],
    ['bestelnummer 06 12345678', 'Europe/Amsterdam'],
    ['klantnummer 0201234567', 'Europe/Amsterdam'],
    ['ordernr 0201234567', 'Europe/Amsterdam'],
    ['factuurnummer 0201234567', 'Europe/Amsterdam'],
  ];
  for (const [text, zone = london] of harmless)
    it(`leaves "${text}" alone (${zone})`, () => {
      expect(findCustomerData(text, zone)).to.deep.equal([]);
    });

  it('masks every occurrence of all that it finds, and nothing else', () => {
    const text = 'a@b.example, 4111111111111111 and a@b.example about order 4471-2290';

    expect(maskCustomerData(text, london)).to.equal('•••, ••• and ••• about order 4471-2290');
  });

  it('finds nothing in what it masked', () => {
    const text = '+44 20 7946 0958, GB82 WEST 1234 5698 7654 32, account 12345678, a@b.example';

    expect(findCustomerData(maskCustomerData(text, london), london)).to.deep.equal([]);
  });
});

describe('guarding against customer data', () => {
  const values = { typed: 'wrote to a@b.example', customerAlias: 'Lee, account 12345678' };

  it('lets pass what holds none', () => {
    const harmless = { typed: 'fixed the till', customerAlias: undefined };

    expect(guardCustomerData(harmless, undefined, london)).to.deep.equal({ kind: 'go-on', values: harmless });
  });

  it('asks about the text and the alias, once', () => {
    const asked = guardCustomerData(values, undefined, london);

    expect(asked).to.deep.equal({ kind: 'ask', customerData: ['email', 'account'] });
  });

  const choices: [string, object][] = [
    ['keep', values],
    ['mask', { typed: 'wrote to •••', customerAlias: 'Lee, account •••' }],
  ];
  for (const [choice, kept] of choices)
    it(`does as the person chose: ${choice}`, () => {
      expect(guardCustomerData(values, choice, london)).to.deep.equal({ kind: 'go-on', values: kept });
    });
});

describe('guarding several texts at once', () => {
  const values = {
    alias: 'jo@example.com',
    clue: 'ring 020 7946 0018',
    treat: undefined,
    other: 'a@example.com',
  };
  const guarded = (choice?: string) =>
    guardTexts(values, ['alias', 'clue', 'treat'], choice, 'Europe/London');

  it('asks once about all of them, and leaves alone what is no text of theirs', () => {
    expect(guarded()).to.deep.equal({ kind: 'ask', customerData: ['email', 'phone'] });
    expect(guarded('keep')).to.deep.equal({ kind: 'go-on', values });
    expect(guarded('mask')).to.deep.equal({
      kind: 'go-on',
      values: { ...values, alias: '•••', clue: 'ring •••' },
    });
  });
});
