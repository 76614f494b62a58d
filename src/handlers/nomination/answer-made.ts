import pTimeout from 'p-timeout';
import type { Deps } from '../../deps.ts';
import type { Place, Win } from '../../models/win-schema.ts';
import { type AudienceDeps, maySeeWall } from '../../operations/wall/wall-audience.ts';
import { type Message, messageLink } from '../../views/message.ts';
import { type MadeAlready, madeAlreadyAnswer } from '../../views/nomination-original.ts';

export type AnswerMadeDeps = AudienceDeps & Pick<Deps, 'installation' | 'logger'>;

/** A form has to open in time: while nobody can say, the wall is closed to them. */
const lookLimitMs = 1_000;

const linkTo = async (deps: AnswerMadeDeps, wall: Place, userId: string): Promise<MadeAlready> =>
  (await pTimeout(maySeeWall(deps, userId, [wall.channelId]), {
    milliseconds: lookLimitMs,
    fallback: () => false,
  }))
    ? { kind: 'shown', link: messageLink(deps.installation.url, wall) }
    : { kind: 'closed', link: undefined };

const madeOf = async (
  deps: AnswerMadeDeps,
  win: Win,
  userId: string,
  place?: Place,
): Promise<MadeAlready> => {
  const { wall } = win;
  if (win.withdrawn?.at) return { kind: 'taken-down', link: undefined };
  if (!wall) return { kind: 'on-its-way', link: undefined };
  if (place?.channelId === wall.channelId && place.ts === wall.ts) return { kind: 'here', link: undefined };
  return linkTo(deps, wall, userId);
};

/** What is said of a message that there is a win of. `place`: the message that was chosen, which may be the wall's own. */
export const answerMade = async (
  deps: AnswerMadeDeps,
  win: Win,
  userId: string,
  place?: Place,
): Promise<Message> => madeAlreadyAnswer(await madeOf(deps, win, userId, place), await deps.workspace());
