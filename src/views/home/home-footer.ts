import type { KnownBlock } from '@slack/types';
import { actions, button, context, divider } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { mention } from '../message.ts';
import { listedBriefly } from '../words.ts';

export interface HomeFooter {
  readerId: string;
  isManager: boolean;
  /** Undefined while nobody has said who leads the team. */
  managerIds?: readonly string[] | undefined;
  /** Undefined where nobody is known to have invited the bot. */
  setUpBy?: string | undefined;
}

const mostNamed = 5;
const about = 'when something is not right, or could be better';

const whom = ({ managerIds = [], readerId }: HomeFooter): string => {
  if (managerIds.length === 0)
    return `Nobody is named as a manager of this team yet, so your Slack admins look after me. Ask them ${about}.`;
  const names = listedBriefly(managerIds.map(mention), mostNamed);
  if (managerIds.length === 1 && managerIds[0] === readerId)
    return `You are the manager of this team: people ask you ${about}. In Settings you can name others too.`;
  return managerIds.length === 1
    ? `The manager of this team is ${names}. Ask them ${about}.`
    : `The managers of this team are ${names}. Ask any of them ${about}.`;
};

const setUp = ({ setUpBy, readerId }: HomeFooter): string => {
  if (setUpBy === undefined) return '';
  return setUpBy === readerId ? 'You have set me up. ' : `${mention(setUpBy)} has set me up. `;
};

const controls = ({ isManager }: HomeFooter) =>
  actions(
    button(actionIds.homeMine, 'My wins'),
    button(actionIds.noteChange, 'What I get'),
    button(actionIds.homeHelp, 'Help'),
    button(actionIds.privacyOpen, 'Privacy'),
    ...(isManager
      ? [button(actionIds.settingsOpen, 'Settings'), button(actionIds.homeManagers, 'This week for managers')]
      : []),
  );

/** Who set the bot up and who leads the team, in one sentence where that is one and the same. */
const people = (footer: HomeFooter): string => {
  const { managerIds = [], setUpBy, readerId } = footer;
  if (setUpBy === undefined || setUpBy === readerId || managerIds.length !== 1 || managerIds[0] !== setUpBy)
    return `${setUp(footer)}${whom(footer)}`;
  return `${mention(setUpBy)} has set me up and leads this team. Ask them ${about}.`;
};

/** What one can change, and whom to ask. */
export const footerBlocks = (footer: HomeFooter): KnownBlock[] => [
  divider,
  controls(footer),
  context(people(footer)),
];
