import { actionIds, callbackIds } from '../../src/views/ids.ts';
import type { TestBot, TestTeam } from './bot.ts';

/** Asks for it and answers the question. */
export const deletePerson = async (team: TestTeam, userId: string): Promise<void> => {
  await team.action(userId, actionIds.privacyDelete);
  await team.submit(userId, callbackIds.privacyDelete, {}, {});
};

/** Everything stored of a workspace, as text, by collection. */
export const storedText = async ({ models }: TestBot, teamId: string): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  for (const [name, { model }] of Object.entries(models)) {
    const all = await model.db.collection(model.collection.collectionName).find({}).toArray();
    const theirs = all.filter((each) => each.teamId === teamId || String(each._id).startsWith(teamId));
    found.set(name, JSON.stringify(theirs));
  }
  return found;
};
