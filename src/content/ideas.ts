import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Idea, ideaChannels, ideaCosts, longestIdeaMinutes, maxIdeaLength } from '../domain/idea.ts';
import { ConfigError } from '../errors.ts';
import { checkYamlFile, readYamlFile } from './yaml-file.ts';

/** At the project's root, which is as far from src/content as from dist/content. */
export const ideasFile = fileURLToPath(new URL('../../content/ideas.yml', import.meta.url));

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Of any year. */
const isDate = (text: string): boolean => {
  const date = new Date(`2028-${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(5, 10) === text;
};
const date = z.string().refine(isDate, { error: 'must be a month and a day such as 12-24' });

const schema = z
  .array(
    z.strictObject({
      id: z
        .string()
        .max(40)
        .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'must be lower-case words joined by hyphens' }),
      text: z.string().trim().min(1).max(maxIdeaLength).regex(/^.*$/, { error: 'must be a single line' }),
      minutes: z.int().min(1).max(longestIdeaMinutes),
      cost: z.enum(ideaCosts),
      channel: z.array(z.enum(ideaChannels)).min(1),
      effort: z.boolean().optional(),
      gift: z.boolean().optional(),
      season: z.strictObject({ from: date, until: date }).optional(),
      weekday: z.enum(weekdays).optional(),
    }),
  )
  .min(1);

type Written = z.infer<typeof schema>[number];

const ideaFrom = ({ channel, effort = false, gift = false, weekday, season, ...idea }: Written): Idea => ({
  ...idea,
  channels: [...new Set(channel)],
  isEffort: effort,
  isGift: gift,
  ...(season && { season }),
  ...(weekday && { weekday: weekdays.indexOf(weekday) + 1 }),
  isOwn: false,
});

/** By id, as they are in the file. Throws a ConfigError that names the line of every fault. */
export const loadIdeas = (path = ideasFile): ReadonlyMap<string, Idea> => {
  const file = readYamlFile(path);
  const checked = checkYamlFile(file, schema);
  const faults = [...(checked.kind === 'bad' ? checked.faults : []), ...file.repeated('id')];
  if (checked.kind === 'bad' || faults.length > 0) throw new ConfigError(faults);
  return new Map(checked.content.map((each) => [each.id, ideaFrom(each)]));
};
