import { type CustomerDataKind, findCustomerData, maskCustomerData } from './customer-data.ts';
import { isUnseen } from './human-text.ts';
import { type LessonText, lessonLimits } from './lesson.ts';

export type LessonTexts = Readonly<Partial<Record<LessonText, string>>>;

export type LessonTextFault = 'blank' | 'too-long';

/** What is wrong with texts, by the name of each. */
export const lessonTextFaults = (texts: LessonTexts): Partial<Record<LessonText, LessonTextFault>> => {
  const faults: Partial<Record<LessonText, LessonTextFault>> = {};
  for (const [name, text] of Object.entries(texts) as [LessonText, string][]) {
    if (isUnseen(text)) faults[name] = 'blank';
    else if (text.length > lessonLimits[name]) faults[name] = 'too-long';
  }
  return faults;
};

export type GuardedTexts<T> =
  | { kind: 'ask'; customerData: CustomerDataKind[] }
  | { kind: 'go-on'; values: T };

/** The guard against customer data, over all texts of a form: asks once, then does as the person chose. */
export const guardLessonTexts = <T extends LessonTexts>(
  texts: T,
  choice: string | undefined,
  zone: string,
): GuardedTexts<T> => {
  const customerData = Object.values<string>({ ...texts })
    .flatMap((text) => findCustomerData(text, zone))
    .map(({ kind }) => kind);
  if (customerData.length === 0 || choice === 'keep') return { kind: 'go-on', values: texts };
  if (choice !== 'mask') return { kind: 'ask', customerData };
  const masked = Object.entries<string>({ ...texts }).map(([name, text]) => [
    name,
    maskCustomerData(text, zone),
  ]);
  return { kind: 'go-on', values: { ...texts, ...Object.fromEntries(masked) } };
};
