import type { Deps } from '../../deps.ts';
import { type CalendarDay, dayOf, zoneOr } from '../../domain/calendar.ts';
import { awakeSince, type Idea, suits } from '../../domain/idea.ts';
import { ineligibility, type Person } from '../../domain/person.ts';
import { isQuietDay } from '../../domain/quiet-day.ts';
import type { OwnIdea } from '../../models/idea.ts';
import { maySeeWall } from '../wall/wall-audience.ts';

export type IdeaDeps = Pick<Deps, 'store' | 'ideas' | 'workspace' | 'people' | 'channels' | 'logger'>;

/** More than a team adds; of more, those that were used last. */
const mostOwn = 500;

export const ideaOf = ({ _id: id, text, minutes, channels }: OwnIdea): Idea => ({
  id,
  text,
  minutes,
  channels,
  isEffort: false,
  isGift: false,
  isOwn: true,
});

/** Who asks, as far as ideas go by it. */
export interface IdeaAsker {
  userId: string;
  /** In their own zone. */
  today: CalendarDay;
  zone: string;
  /** What the team added is for the team: whoever may see its wall, and all members while there is none. */
  isOfTeam: boolean;
}

/** Undefined for whoever is not of this organisation, or has left it. */
export const ideaAsker = async (
  deps: IdeaDeps,
  userId: string,
  now: Date,
): Promise<IdeaAsker | undefined> => {
  const person: Person | undefined = await deps.people.find(userId);
  if (!person || ineligibility(person)) return undefined;
  const workspace = await deps.workspace();
  const zone = zoneOr(person.timeZone, workspace.zone);
  const isOfTeam = workspace.wallChannelId === undefined ? !person.isGuest : await maySeeWall(deps, userId);
  return { userId, today: dayOf(now, zone), zone, isOfTeam };
};

/** All that suits today, for somebody: the bank's, and the team's own. */
export const suitingIdeas = async (
  { store, ideas, workspace }: IdeaDeps,
  { today, isOfTeam }: IdeaAsker,
  now: Date,
): Promise<Idea[]> => {
  const isQuiet = isQuietDay((await workspace()).quietDays, today);
  const own = isOfTeam ? await store.ideas.offered(awakeSince(now), mostOwn) : [];
  return [...ideas.values(), ...own.map(ideaOf)].filter((idea) => suits(idea, today, isQuiet));
};

/** An idea by its id: the bank's, or the team's own unless it is hidden. */
export const findIdea = async (
  { store, ideas }: Pick<Deps, 'store' | 'ideas'>,
  ideaId: string,
): Promise<Idea | undefined> => {
  const idea = ideas.get(ideaId);
  if (idea) return idea;
  const own = await store.ideas.find(ideaId);
  return own && !own.hidden ? ideaOf(own) : undefined;
};
