import { DateTime } from 'luxon';
import mongoose from 'mongoose';
import type { ClockedBot } from './clocked-bot.ts';
import { becomesTrue, keyOf, type Workspace } from './workspace.ts';

const LIMIT_MS = 30_000;
/** As many as join by themselves: five thousand would take minutes, and are not what is measured. */
const JOINING = 20;
/** The workspace's owner, and so its zone. */
const OWNER = { name: 'ann', zone: 'America/New_York' };
/** Where the participants are. */
const ZONE = 'Europe/London';

export interface Scene {
  workspace: Workspace;
  bot: ClockedBot;
  signal: AbortSignal;
}

interface Person {
  id: string;
  name: string;
}

const until = async (what: string, probe: () => Promise<boolean>, signal: AbortSignal): Promise<void> => {
  if (!(await becomesTrue(probe, LIMIT_MS, signal))) throw new Error(`Waited in vain for ${what}`);
};

/** Whoever acts is answered at an address that is open for half an hour: the clock must not be moved before. */
const untilAnswered = async ({ workspace, signal }: Scene, words: string, count: number): Promise<void> => {
  const areAnswered = async () =>
    (await workspace.state()).ephemerals.filter(({ text }) => text.includes(words)).length === count;
  await until(`${count} answers "${words}"`, areAnswered, signal);
};

const invitationIn = async (workspace: Workspace) => {
  const { messages } = await workspace.state();
  return messages.find((message) => keyOf(message).startsWith('challenge-invite:'));
};

/** A manager starts a challenge by its form; the wall is invited on the Friday before. Resolves with the run's id. */
const startRun = async (scene: Scene, monday: DateTime): Promise<string> => {
  const { workspace, bot, signal } = scene;
  const user = OWNER.name;
  await workspace.act('command', { user, channel: 'general', command: '/brag', text: 'challenge start' });
  const form = async () => (await workspace.state()).views.find(({ open }) => open);
  await until('the form', async () => (await form()) !== undefined, signal);
  const values = { challenge_start_day: { value: monday.toISODate() } };
  await workspace.act('submit', { user, viewId: (await form())?.id, values });
  await untilAnswered(scene, 'is planned', 1);
  await bot.moveTo(monday.minus({ days: 3 }).set({ hour: 9 }).toMillis());
  await until('the invitation', async () => (await invitationIn(workspace)) !== undefined, signal);
  const invitation = await invitationIn(workspace);
  return (invitation && keyOf(invitation).split(':')[1]) ?? '';
};

/** Their nudges are due in one minute: Slack has them in many zones. */
const moveIntoOneZone = async ({ workspace }: Scene, people: readonly Person[]): Promise<void> => {
  const atOnce = 20;
  for (let start = 0; start < people.length; start += atOnce)
    await Promise.all(
      people
        .slice(start, start + atOnce)
        .map(({ name }) => workspace.act('user', { user: name, set: { tz: ZONE } })),
    );
};

const joinByButton = async (scene: Scene, people: readonly Person[]): Promise<void> => {
  const { workspace, signal } = scene;
  const invitation = await invitationIn(workspace);
  for (const { name } of people) {
    const button = { channel: 'brag-wall', ts: invitation?.ts, actionId: 'challenge.join' };
    await workspace.act('click', { user: name, ...button });
  }
  await untilAnswered(scene, 'You are in.', people.length);
  const words = `${people.length} people are in.`;
  const isShown = async () => (await invitationIn(workspace))?.text.includes(words) ?? false;
  await until(`"${words}" on the invitation`, isShown, signal);
};

/** Writes down that others are in as well, each exactly as one who joined by the button. */
const seedParticipants = async (
  { bot }: Scene,
  runId: string,
  joined: Person,
  others: readonly Person[],
): Promise<void> => {
  const client = await new mongoose.mongo.MongoClient(bot.mongodbUri).connect();
  try {
    const participants = client.db().collection<{ _id: string; userId: string }>('participants');
    const pattern = await participants.findOne({ _id: `${runId}:${joined.id}` });
    if (!pattern) throw new Error('Nobody has joined by the button');
    const seated = others.map(({ id }) => ({ ...pattern, _id: `${runId}:${id}`, userId: id }));
    for (let start = 0; start < seated.length; start += 500)
      await participants.insertMany(seated.slice(start, start + 500));
  } finally {
    await client.close();
  }
};

/** Everybody generated is in a challenge. Resolves with when the first nudges are due, and their deliveries' keys. */
export const gatherParticipants = async (scene: Scene): Promise<{ dueMs: number; keys: string[] }> => {
  const { users, team } = await scene.workspace.state();
  const people = users.filter(({ name }) => name.startsWith('person-'));
  const [joining, others] = [people.slice(0, JOINING), people.slice(JOINING)];
  const monday = DateTime.fromMillis(scene.bot.nowMs(), { zone: OWNER.zone })
    .startOf('week')
    .plus({ weeks: 2 });
  await moveIntoOneZone(scene, people);
  const runId = await startRun(scene, monday);
  await joinByButton(scene, joining);
  if (joining[0]) await seedParticipants(scene, runId, joining[0], others);
  const due = monday.setZone(ZONE, { keepLocalTime: true }).set({ hour: 9 });
  return {
    dueMs: due.toMillis(),
    keys: people.map(({ id }) => `note:${team.id}:${id}:${monday.toISODate()}`),
  };
};
