import type { Deps } from '../../deps.ts';
import { isClosedChannel } from '../../domain/closed-channel.ts';
import { ineligibility, type NamedPerson } from '../../domain/person.ts';
import { slackErrorCode } from '../../errors.ts';
import { pagesOf } from '../pages.ts';

type MemberDeps = Pick<Deps, 'workspace' | 'people' | 'slack'>;

const memberIds = async ({ slack }: MemberDeps, channelId: string): Promise<string[]> => {
  const ids: string[] = [];
  const pages = pagesOf((next) => slack.conversations.members({ channel: channelId, limit: 500, ...next }));
  for await (const { members = [] } of pages) ids.push(...members);
  return ids;
};

/**
 * The team: the active full members who are in the wall channel. A guest is somebody else's colleague, whom nobody here has to
 * notice. Undefined when there is none, or it is closed to the bot.
 */
export const teamMembers = async (deps: MemberDeps): Promise<NamedPerson[] | undefined> => {
  const { wallChannelId: channelId } = await deps.workspace();
  if (!channelId) return undefined;
  try {
    const ids = await memberIds(deps, channelId);
    const { people } = await deps.people.findAll(ids);
    return [...people.values()]
      .filter((person) => ineligibility(person) === undefined && !person.isGuest)
      .map(({ userId, name }) => ({ userId, name }));
  } catch (error) {
    if (!isClosedChannel(slackErrorCode(error))) throw error;
    return undefined;
  }
};
