// The small metadata knows lengths only: it takes prices and times for numbers.
import { findPhoneNumbersInText, isPossiblePhoneNumber } from 'libphonenumber-js/max';
import type { CountryCode } from './country.ts';

/** Where in a text something is. */
export interface Stretch {
  start: number;
  end: number;
}

/** What numbers are given to besides telephones, in the languages of those who use such numbers most. */
const numbered = [
  'order|orders|ticket|case|incident|invoice|receipt|booking|reservation|reference|ref|tracking|parcel|shipment',
  'consignment|serial|sn|s/n|imei|isbn|ean|gtin|sku|part|article|model|batch|lot|version|policy|claim|contract',
  'licence|license|po|rma|transaction|voucher|gst|vat|tax|passport|id|confirmation|loyalty|membership',
  'bestellung|bestellnummer|auftrag|auftragsnummer|rechnung|rechnungsnummer|kundennummer|seriennummer|artikelnummer',
  'sendungsnummer|ticketnummer|vorgang|vorgangsnummer|lieferung|gutschein|commande|facture|dossier|colis|suivi',
  'pedido|factura|expediente|ordine|fattura|bestelling|ordernummer|factuur|ordre|ordrenummer|encomenda|fatura',
  'beställning|faktura|zamówienie',
].join('|');
/** The same as a word that says by itself that a number follows. */
const numberedStem = [
  'bestell?|order|klant|kunden?|factuur|rechnungs|auftrags|artikel|serien?|zähler|sendungs|paket|ticket|vorgangs',
  'vertrags|mitglieds|buchungs|reservierungs|gutschein|beställnings|faktura|ordre|referentie|polis',
].join('|');
const word = (words: string): string => `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`;
const filler = `(?:[\\s.:#°º№-]|${word('no|nr|n|num|number|nummer|numéro|número|id|code|is|was|lautet|est|es')})*`;
/** A customer has a telephone number too: one of these says which of the two it is. */
const ofCustomer = `${word('customer|client|member|kunden?')}[\\s-]*(?:${word('no|nr|id')}|#)[\\s.:]*`;
const telephone = `(?:phone|telephone|tel|mobile|cell|fax|contact|landline|whatsapp|telefon|handy|téléphone|teléfono|telefono|her|his|their)\\.?\\s*`;
const label = new RegExp(
  [
    `${word(numbered)}${filler}`,
    `${word(`(?:${numberedStem})-?(?:nummer|nr)`)}${filler}`,
    ofCustomer,
    `(?<!${telephone})[#№]`,
    '注文(?:番号)?[:：]?\\s*',
    // A code's own letters, such as CLM-0207.
    `(?<![\\p{L}\\p{N}])(?!${telephone})\\p{L}{2,5}[-_]`,
  ]
    .map((each) => `${each}$`)
    .join('|'),
  'iu',
);

const date = /^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/;

/** Whether the text says itself that a number is another thing's, or it is a date. */
const isAnotherNumber = (text: string, { start, end }: Stretch): boolean =>
  date.test(text.slice(start, end)) || label.test(text.slice(Math.max(0, start - 60), start));

/** A bracket that closes after the number, or opened before it, is the sentence's. */
const withoutLoneBracket =
  (text: string) =>
  ({ start, end }: Stretch): Stretch => {
    const found = text.slice(start, end);
    if (found.startsWith('(') && !found.includes(')')) return { start: start + 1, end };
    return found.endsWith(')') && !found.includes('(') ? { start, end: end - 1 } : { start, end };
  };

const international = /(?<![\p{L}\p{N}+])\+[1-9](?:[ ()./-]{0,3}\d){6,14}(?!\d)/gu;

/** With its country's code a number is one, also where it is newer than what is known of that country's numbers. */
const internationalNumbers = (text: string): Stretch[] =>
  [...text.matchAll(international)]
    .filter(([found]) => isPossiblePhoneNumber(found))
    .map(({ index, 0: found }) => ({ start: index, end: index + found.length }));

/** The telephone numbers in a text: any country's when written with its code, and those that are dialled in this one. */
export const phoneNumbersIn = (text: string, country: CountryCode | undefined): Stretch[] => {
  const known = findPhoneNumbersInText(text, country).map(({ startsAt, endsAt }) => ({
    start: startsAt,
    end: endsAt,
  }));
  const others = internationalNumbers(text).filter(
    ({ start, end }) => !known.some((each) => each.start < end && each.end > start),
  );
  return [...known, ...others]
    .map(withoutLoneBracket(text))
    .filter((stretch) => !isAnotherNumber(text, stretch));
};
