import { mondayOfWeek, type WeekName } from '../../domain/calendar.ts';

/** Each stands for itself and leaves one small thing to do. */
const texts = [
  'It was a quiet week: nobody posted a win. Customers were looked after all the same, so somebody has a story. Think of one thing that a colleague did for a customer, and tell it: `/brag @name and what they did`. It takes ten seconds and makes their day.',
  'It was a quiet week on the wall. Whom did you hear on the phone and think: nicely done? Tell it for them with `/brag @name and what they did`. They will not tell it themselves.',
  'Nobody posted a win: it was a quiet week here, though hardly for your customers. Somebody waited a little longer, explained it once more, called back. Small things count: `/brag @name and what they did`.',
  'It was a quiet week, and that is fine. If one customer left happier than they came, that is a story already: `/brag @name and what they did`, or `/brag` alone, and a form asks for the rest.',
  'It was a quiet week without a win on the wall. Ask the person next to you what went well, and put it here for them: `/brag @name and what they did`.',
  'A quiet week: nothing was posted. A thank-you from a customer that you read and kept to yourself is worth sharing, whoever it was meant for: `/brag @name and what they did`.',
];

const weekMs = 7 * 86_400_000;

/** Another text from week to week, and the same from every replica. */
export const quietWeekWords = (week: WeekName): string => {
  const number = Math.floor(Date.parse(`${mondayOfWeek(week)}T00:00:00Z`) / weekMs);
  return texts[number % texts.length] ?? '';
};
