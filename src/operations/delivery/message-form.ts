import type { Deps } from '../../deps.ts';
import { failureOf } from '../../domain/delivery.ts';
import { shortened } from '../../domain/human-text.ts';
import { slackErrorCode } from '../../errors.ts';
import { deliveryArguments, type Message } from '../../views/message.ts';

/** Slack's shortest limit of a text, with room for how it counts. */
const short = { units: 3_000 };

export interface MessageContent {
  message: Message;
  /** Sent instead when Slack refuses the message's blocks, before its text alone. */
  fallbackBlocks?: Message['blocks'] | undefined;
}

type Form = Pick<Message, 'text'> & Partial<Pick<Message, 'blocks'>>;
type SentForm = Form & Partial<ReturnType<typeof deliveryArguments>>;

/** A message as it is meant, and then less of it: without pictures, shorter, in plainer blocks, and at last its text alone. */
const formsOf = ({ message: { text, blocks }, fallbackBlocks }: MessageContent): Form[] => {
  const shortText = shortened(text, short);
  const isLong = shortText !== text;
  const withoutPictures = blocks.filter(({ type }) => type !== 'image');
  return [
    { text, blocks },
    // Slack fetches them, and refuses the message where it cannot.
    ...(withoutPictures.length < blocks.length ? [{ text, blocks: withoutPictures }] : []),
    ...(isLong ? [{ text: shortText, blocks }] : []),
    ...(fallbackBlocks ? [{ text: shortText, blocks: fallbackBlocks }] : []),
    { text },
    ...(isLong ? [{ text: shortText }] : []),
  ];
};

const shapeRefusal = (error: unknown): string | undefined => {
  const code = slackErrorCode(error);
  return code !== undefined && failureOf(code) === 'bad-shape' ? code : undefined;
};

/** Says a message in the first of its forms that Slack takes. Throws what is not about its form, or about the last one. */
export const sayInForms = async <T>(
  { logger }: Pick<Deps, 'logger'>,
  key: string,
  content: MessageContent,
  say: (form: SentForm) => Promise<T>,
): Promise<T> => {
  const { metadata, ...plain } = deliveryArguments(key);
  const forms = formsOf(content);
  let [index, hasKey] = [0, true];
  for (;;) {
    try {
      return await say({ text: '', ...forms[index], ...plain, ...(hasKey && { metadata }) });
    } catch (error) {
      const why = shapeRefusal(error);
      if (why === undefined) throw error;
      // Without its key it cannot be found again, which matters less than that it is said.
      const isAboutKey = hasKey && why.includes('metadata');
      if (!isAboutKey && index === forms.length - 1) throw error;
      if (isAboutKey) hasKey = false;
      else index += 1;
      logger.error({ feature: 'delivery', key, why }, 'Slack refused the form of a message: sending less');
    }
  }
};
