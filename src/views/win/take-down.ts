import type { ModalView } from '@slack/types';
import { escapeName } from '../../domain/slack-text.ts';
import { modal, section } from '../blocks.ts';
import { callbackIds } from '../ids.ts';
import { type Message, messageModal, paragraph } from '../message.ts';
import type { Unstored } from '../unstored.ts';
import { capitalized, counted } from '../words.ts';
import { putBackControls } from './put-back.ts';
import { textReturned } from './win-answer.ts';

const title = 'Take this win down?';

/** Asks before a win goes that others nominated. `metadata` travels with it, as JSON. */
export const takeDownForm = (nominatorCount: number, metadata: string): ModalView => {
  const people = capitalized(counted(nominatorCount, 'person', 'people'));
  return modal({
    callbackId: callbackIds.winTakeDown,
    title,
    submit: 'Take it down',
    close: 'Keep it',
    metadata,
    blocks: [
      section(
        `${people} nominated this. Take it down? It leaves the wall for everybody; for a day you can put it back, with its nominations.`,
      ),
    ],
  });
};

/** What came of it, in place of the question. */
export const takeDownResult = (message: Pick<Message, 'blocks'>): ModalView =>
  messageModal('Take down', message);

const again = 'Please close this and try again in a minute.';

/** In place of the question, when nobody can say yet what came of it. */
export const notTakenDown: Record<Unstored, string> = {
  'database-failed': `I could not take it down just now: the database did not answer. ${again}`,
  failed: `I could not take it down just now: something went wrong on my side. ${again}`,
  'under-way': `This takes longer than it should, and I do not know yet whether it is taken down. ${again}`,
};

/** A win of somebody's that another took down. */
interface TakenDownWin {
  winId: string;
  byName: string;
  typed: string;
  /** By when it can be put back; undefined when that is over, or is not for its author. */
  until: Date | undefined;
  /** Who took it down because they were credited. */
  unwillingName: string | undefined;
}

const backBy = (until: Date): string => {
  const seconds = Math.floor(until.getTime() / 1000);
  return `<!date^${seconds}^{date_short_pretty} at {time}|${until.toISOString()}>`;
};

/** Tells the author whose win somebody else took down, with its text. */
export const takenDownNotice = ({ winId, byName, typed, until, unwillingName }: TakenDownWin): Message => {
  const back = until ? ` Until ${backBy(until)} it can come back, with its nominations.` : '';
  const notice = textReturned(
    `${escapeName(byName)} took a win of yours down from the wall. If you think that it belongs there, talk to them, or post it again in other words.${back}`,
    typed,
  );
  if (!until) return notice;
  return { ...notice, blocks: [...notice.blocks, putBackControls(winId, unwillingName)] };
};

/** In its place, once it is back. */
export const takenDownUndone = paragraph(
  'A win of yours was taken down from the wall for a while. It is back there.',
);

/** In its place, once there is no such win any more. */
export const takenDownBefore = paragraph('A win of yours was taken down from the wall.');
