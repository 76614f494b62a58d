// The small metadata knows lengths only: it takes prices and times for numbers.
import { findPhoneNumbersInText } from 'libphonenumber-js/max';
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
  'licence|license|po|rma|transaction|voucher|gst|vat|tax|passport|id',
  'bestellung|bestellnummer|auftrag|auftragsnummer|rechnung|rechnungsnummer|kundennummer|seriennummer|artikelnummer',
  'sendungsnummer|ticketnummer|vorgang|vorgangsnummer|commande|facture|dossier|colis|pedido|factura|ordine|fattura',
  'bestelling|ordernummer|factuur|ordre|ordrenummer|encomenda|fatura|beställning|faktura|zamówienie',
].join('|');
const word = (words: string): string => `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`;
const filler = `(?:[\\s.:#°º№-]|${word('no|nr|num|number|nummer|id|code|is|was')})*`;
const telephone = `(?:phone|telephone|tel|mobile|cell|fax|contact|telefon|handy|téléphone|teléfono|telefono)\\.?\\s*`;
const label = new RegExp(
  `(?:${word(numbered)}${filler}|(?<!${telephone})${word('no|nr')}[.:]?\\s*|[#№]\\s*|注文(?:番号)?[:：]?\\s*)$`,
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

/** The telephone numbers in a text: any country's when written with its code, and those that are dialled in this one. */
export const phoneNumbersIn = (text: string, country: CountryCode | undefined): Stretch[] =>
  findPhoneNumbersInText(text, country)
    .map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt }))
    .map(withoutLoneBracket(text))
    .filter((stretch) => !isAnotherNumber(text, stretch));
