import type { WhomToAsk } from '../domain/workspace-manager.ts';
import { mention } from './message.ts';

/** More names than that help nobody to choose. */
const mostNamed = 3;

/** "Ann", "Ann or Jo", "Ann, Jo or Sam". */
const anyOf = (names: readonly string[]): string => {
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${last}` : last;
};

/** What somebody reads who is no manager, after what only managers can do. */
export const whomToAskWords = ({ managerIds, mayChoose }: WhomToAsk): string => {
  const ask =
    managerIds.length > 0
      ? `Ask ${anyOf(managerIds.slice(0, mostNamed).map(mention))}.`
      : 'Your Slack admins can say who leads the team.';
  return mayChoose ? `${ask} As a Slack admin you can change who leads the team: \`/brag settings\`.` : ask;
};
