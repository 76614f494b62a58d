import { type ManagersFault, mostManagers, type Unfit } from '../domain/workspace-manager.ts';
import { mention } from './message.ts';

const unfitWords: Record<Unfit, string> = {
  unknown: 'is nobody whom Slack lets me know',
  bot: 'is an app',
  deactivated: 'is deactivated',
  stranger: 'is of another organisation',
  guest: 'is a guest',
};

/** Why these people cannot lead the team. `nameOf`: how they are named, a mention unless it is said otherwise. */
export const managersFaultWords = (
  fault: ManagersFault,
  nameOf: (userId: string) => string = mention,
): string => {
  if (fault.why === 'nobody')
    return 'Somebody has to lead the team: choose at least one person who is active here. If it is no longer you, choose who follows you.';
  if (fault.why === 'too-many')
    return `At most ${mostManagers} people can lead the team. Please choose fewer.`;
  const [first, ...others] = fault.people;
  const each = [first, ...others.slice(0, 4)].flatMap((person) =>
    person ? [`${nameOf(person.userId)} ${unfitWords[person.why]}`] : [],
  );
  return `Only active full members of this organisation can lead the team: ${each.join(', ')}. Please choose others.`;
};
