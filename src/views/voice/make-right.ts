import type { MakeRightRefusal } from '../../domain/voice-follow.ts';
import { type Message, paragraph } from '../message.ts';

export const makeRightRefusals: Readonly<Record<MakeRightRefusal, string>> = {
  hidden:
    'I know of no such answer, or it is not yours to see: ask whoever asked the customer, or somebody who leads the team.',
  happy: 'The customer says by now that it helped, so there is nothing to make right.',
  'open-already': 'It is being made right already. Those who lead the team see it with `/brag recover list`.',
};

export const makeRightRefused = (why: MakeRightRefusal): Message => paragraph(makeRightRefusals[why]);
