import type { Button } from '@slack/types';
import { longestIdeaMinutes, maxIdeaLength } from '../../domain/idea.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, sections } from '../blocks.ts';
import { actionIds, ideaFormIds as ids } from '../ids.ts';
import { type Message, topText } from '../message.ts';
import { ourOwn } from './idea.ts';

/** What became of an idea that somebody added. */
export type AddIdeaOutcome =
  | { kind: 'added'; ideaId: string; text: string }
  /** The team has it already; `woken`: it slept, and is offered again. */
  | { kind: 'there-already' | 'woken'; text: string }
  /** A manager took out one that says the same. */
  | { kind: 'taken-out' }
  | { kind: 'outsider' | 'blank' }
  | { kind: 'too-long'; length: number };

/** What became of an idea that somebody hid, brought back or woke. */
export type ChangeIdeaOutcome =
  | { kind: 'taken-back' | 'taken-out' | 'back'; ideaId: string; text: string }
  | { kind: 'hidden-before'; ideaId: string; text: string; mayShowAgain: boolean }
  | { kind: 'not-allowed' | 'gone' };

const answer = (text: string, ...buttons: Button[]): Message => ({
  text: topText(text),
  blocks: [...sections(text), ...(buttons.length > 0 ? [actions(...buttons)] : [])],
});

const quoted = (text: string): string => `\n>${escapeName(text)}`;

/** Beside the fields of its form; undefined when it was taken. */
export const addIdeaFault = (outcome: AddIdeaOutcome): Record<string, string> | undefined => {
  switch (outcome.kind) {
    case 'blank':
      return { [ids.text]: 'Write one line about what can be done for a customer.' };
    case 'too-long':
      return {
        [ids.text]: `This is ${outcome.length} characters long, and there is room for ${maxIdeaLength}. Say it a little shorter.`,
      };
    case 'taken-out':
      return {
        [ids.text]:
          'A manager hid an idea that says the same. Talk to them if you think that it belongs here.',
      };
    case 'outsider':
      return { [ids.text]: 'Only those who can see the wall of this team can add ideas for it.' };
    default:
      return undefined;
  }
};

export const minutesFault = `A whole number from 1 to ${longestIdeaMinutes}, please.`;
export const channelFault = 'Choose at least one.';

/** Told to whoever added it. */
export const addIdeaAnswer = (outcome: AddIdeaOutcome): Message | undefined => {
  switch (outcome.kind) {
    case 'added':
      return answer(
        `:bulb: Thank you. From now on your team can be offered it:${quoted(outcome.text)}`,
        button(actionIds.ideaHide, 'Take it back', { value: outcome.ideaId }),
        ourOwn(),
      );
    case 'there-already':
      return answer(
        `:bulb: Your team has this one already, so you are not alone with it:${quoted(outcome.text)}`,
      );
    case 'woken':
      return answer(
        `:bulb: Your team had this one, and nobody had tried it for half a year. Now it is offered again:${quoted(outcome.text)}`,
      );
    default:
      return undefined;
  }
};

const showAgain = (ideaId: string, label: string): Button =>
  button(actionIds.ideaShowAgain, label, { value: ideaId });

/** In place of the idea, or of the answer after it was added. */
export const changeIdeaAnswer = (outcome: ChangeIdeaOutcome): Message => {
  switch (outcome.kind) {
    case 'taken-back':
      return answer(
        `Taken back. Nobody is offered it any more:${quoted(outcome.text)}`,
        showAgain(outcome.ideaId, 'Put it back'),
      );
    case 'taken-out':
      return answer(
        `Hidden. Nobody is offered it any more, and whoever added it reads so in their next note:${quoted(outcome.text)}`,
        showAgain(outcome.ideaId, 'Put it back'),
      );
    case 'back':
      return answer(
        `It is offered to your team:${quoted(outcome.text)}`,
        button(actionIds.ideaHide, 'Hide it', { value: outcome.ideaId }),
      );
    case 'hidden-before':
      return answer(
        `Nobody is offered this one any more:${quoted(outcome.text)}`,
        ...(outcome.mayShowAgain ? [showAgain(outcome.ideaId, 'Put it back')] : []),
      );
    case 'not-allowed':
      return answer('Only whoever added an idea, and managers, can change that. A manager can help you.');
    case 'gone':
      return answer('This idea is not kept any more. Type `/brag idea` for another.');
  }
};
