import { escapeName } from '../../domain/slack-text.ts';
import type { PutBackRefusal } from '../../domain/win-put-back.ts';
import type { WhomToAsk } from '../../domain/workspace-manager.ts';
import { actions, button, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph } from '../message.ts';
import { whomToAskWords } from '../whom-to-ask.ts';

/** Brings a win back that was taken down. */
export const putBackButton = (winId: string) =>
  button(actionIds.winPutBack, 'Put back', {
    value: winId,
    spoken: 'Put back: the win returns to the wall, with its nominations',
  });

const without = (winId: string, name: string) =>
  button(actionIds.winPutBackWithout, `Put back without ${name}`, { value: winId });

/** Where it is, as far as the person may know. */
export type PutBackPlace = { link: string } | { noLink: 'closed' | 'no-wall' | 'soon' };

const places = {
  closed: 'The win is back on the wall. Only those who are in its channel can see it there.',
  'no-wall': 'The win is back. It waits until there is a wall, and is posted then.',
  soon: 'The win is back, and will be on the wall in a moment.',
} as const;

/** Told to whoever put a win back. */
export const putBackAnswer = (winId: string, place: PutBackPlace): Message => {
  const where =
    'link' in place ? `The win is back on the wall: <${place.link}|see it there>.` : places[place.noLink];
  const text = `:raised_hands: ${where} Its nominations came with it.`;
  const takeDown = button(actionIds.winTakeDown, 'Take down', { value: winId });
  return { text, blocks: [section(text), actions(takeDown)] };
};

type Refused =
  | { kind: 'leaving' | 'told-again' }
  | {
      kind: PutBackRefusal['kind'];
      winId: string;
      heroName: string | undefined;
      isAuthor: boolean;
      whom: WhomToAsk | undefined;
    };

const words = {
  leaving: 'Slack has not taken its message off the wall yet. Press *Put back* again in a minute.',
  'told-again':
    'This story was told again meanwhile, and is on the wall once. Take the newer one down first if you would rather have this one back.',
  stands: 'This win is on the wall already.',
  deleted:
    'The message of this win was deleted in Slack, so I cannot put it back. Its story can be posted again with `/brag`.',
  'too-late':
    'This win was taken down more than a day ago, so I cannot put it back. Its story can be posted again with `/brag`.',
  decided:
    'Managers looked at this win and took it down, so they alone can put it back. Talk to them, or tell it in other words with `/brag`.',
} as const;

/** Why a win is not put back, and what can be done instead. */
export const putBackRefused = (refused: Refused): Message => {
  const { kind } = refused;
  if (kind === 'not-allowed')
    return paragraph(
      `Only its author, whoever took it down and managers can put this win back. ${refused.whom ? whomToAskWords(refused.whom) : ''}`.trim(),
    );
  if (kind !== 'against' && kind !== 'only-without') return paragraph(words[kind]);
  const name = refused.heroName ?? 'somebody';
  const unwilling = `${escapeName(name)} is credited in this win and took it down: perhaps they would rather not be on the wall.`;
  if (kind === 'against')
    return paragraph(
      `${unwilling} Only they can put it back${refused.isAuthor ? '. You can tell it without them with `/brag`.' : '; its author can tell it without them.'}`,
    );
  const text = `${unwilling} You can put it back without crediting them; please take their name out of the words as well if they ask.`;
  return { text, blocks: [section(text), actions(without(refused.winId, name))] };
};

/** Below what an author is told of a win that somebody else took down. `unwillingName`: of whom it credited. */
export const putBackControls = (winId: string, unwillingName: string | undefined) =>
  actions(unwillingName === undefined ? putBackButton(winId) : without(winId, unwillingName));
