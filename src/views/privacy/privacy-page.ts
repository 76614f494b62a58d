import type { Workspace } from '../../domain/workspace.ts';
import { actions, button, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import type { Message } from '../message.ts';
import { counted } from '../words.ts';

type Rules = Pick<Workspace, 'retentionMonths' | 'isTeamMode' | 'hasBoards'>;

const howLong = ({ retentionMonths }: Rules): string =>
  retentionMonths === undefined
    ? 'Your team has decided to keep stories until somebody takes them down.'
    : `After ${counted(retentionMonths, 'month', 'months')} stories are deleted here with everything that belongs to them; totals of weeks stay, without names. Messages in Slack stay as long as your Slack keeps messages.`;

const onTheWall = ({ isTeamMode, hasBoards }: Rules): string =>
  hasBoards && !isTeamMode
    ? 'The wall, its digests and the board: everybody in the channel of the wall; *What I get* keeps you off the board.'
    : 'The wall and its digests: everybody in the channel of the wall.';

const counts = ({ isTeamMode }: Rules): string =>
  isTeamMode
    ? 'Your team has turned off everything that counts people: nobody sees how often you were nominated, or did not take part.'
    : 'Managers of the team also read who was not seen for a while, so that they can look closer. Nobody sees a ranking of everybody.';

const parts = (rules: Rules): string[] => [
  '*What I keep of you*\nWins that you told, that credit you or name you, and their earlier versions. What you nominated, and what others nominated of yours. Lines on cards, words to or from you alone, and wins that you reported. Challenges that you took part in, and what you wrote there. What went wrong for customers and you opened, own or help to put right. Silver linings that you told, took on, changed, or said “we do that too” of: who said that, nobody is shown. What I told you in notes, what you turned off, your time zone, and which settings you changed. I read no other messages, except a message in a public channel that somebody nominates.',
  '*Why*\nSo that good service is seen and thanked for, the week can be told in a digest, and nothing is counted or said twice. For nothing else.',
  `*How long*\n${howLong(rules)}`,
  `*Who sees it*\n${onTheWall(rules)} Notes, and words to you alone: only you. Why you reported a win: managers, who are not told that it was you. What is made right for a customer: its owner, its helpers, whoever opened it, and managers. ${counts(rules)} Whoever runs me for your company can reach the database.`,
  '*What you can do*\nHave all of it for yourself, as files that only you get; or have it deleted. Nobody else can do either for you here, and no manager is told.',
];

/** What is kept of somebody, why, how long and who sees it, with what they can do about it. */
export const privacyPage = (rules: Rules): Message => {
  const texts = parts(rules);
  return {
    text: texts.join('\n\n'),
    blocks: [
      ...texts.map((text) => section(text)),
      actions(
        button(actionIds.privacyExport, 'Export my data'),
        button(actionIds.privacyDelete, 'Delete my data'),
      ),
    ],
  };
};
