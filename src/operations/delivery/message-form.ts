import type { Deps } from '../../deps.ts';
import { failureOf } from '../../domain/delivery.ts';
import { shortened } from '../../domain/human-text.ts';
import { slackErrorCode } from '../../errors.ts';
import { deliveryArguments, type Message } from '../../views/message.ts';

/** Slack's shortest limit of a text, with room for how it counts. */
const shortLength = 3_000;

export interface MessageContent {
  message: Message;
  /** Sent instead when Slack refuses the message's blocks, before its text alone. */
  fallbackBlocks?: Message['blocks'] | undefined;
}

type Form = { text: string; blocks?: Message['blocks'] } & Partial<ReturnType<typeof deliveryArguments>>;

/** A message as it is meant, and then less of it: shorter, plainer blocks, its text alone, and that without its key. */
const formsOf = ({ message: { text, blocks }, fallbackBlocks }: MessageContent, key: string): Form[] => {
  const short = shortened(text, { units: shortLength });
  const { metadata, ...rest } = deliveryArguments(key);
  const known = { ...rest, metadata };
  return [
    { ...known, text, blocks },
    ...(short === text ? [] : [{ ...known, text: short, blocks }]),
    ...(fallbackBlocks ? [{ ...known, text: short, blocks: fallbackBlocks }] : []),
    { ...known, text },
    ...(short === text ? [] : [{ ...known, text: short }]),
    // It cannot be found by its key then, which matters less than that it is said.
    { ...rest, text: short },
  ];
};

const isShapeRefused = (error: unknown): boolean => {
  const code = slackErrorCode(error);
  return code !== undefined && failureOf(code) === 'bad-shape';
};

/** Says a message in the first of its forms that Slack takes. Throws what is not about its form, or about the last one. */
export const sayInForms = async <T>(
  { logger }: Pick<Deps, 'logger'>,
  key: string,
  content: MessageContent,
  say: (form: Form) => Promise<T>,
): Promise<T> => {
  const forms = formsOf(content, key);
  for (const [index, form] of forms.entries()) {
    try {
      return await say(form);
    } catch (error) {
      if (!isShapeRefused(error) || index === forms.length - 1) throw error;
      logger.error(
        { feature: 'delivery', key, why: slackErrorCode(error) },
        'Slack refused the form of a message: sending less',
      );
    }
  }
  throw new Error('A message has no form');
};
