import type { WinDetails } from '../domain/win.ts';

/** What people write and choose of a win. */
export interface WinContent extends WinDetails {
  text: string;
  heroIds: string[];
  /** Left out: none, and in an edit those that it had, like the groups. */
  helperIds?: string[];
  groupNames?: string[];
  names: Map<string, string>;
}

export const contentFields = ({ text, heroIds, helperIds, groupNames, names, ...details }: WinContent) => ({
  text,
  heroIds,
  ...(helperIds?.length && { helperIds }),
  ...(groupNames && { groupNames }),
  names,
  ...(details.customerAlias !== undefined && { customerAlias: details.customerAlias }),
  ...(details.rung !== undefined && { rung: details.rung }),
  ...(details.principle !== undefined && { principle: details.principle }),
});
