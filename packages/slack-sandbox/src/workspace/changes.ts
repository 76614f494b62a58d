import type { Ephemeral } from '../answers.ts';
import type { Channel, Message, Person, UserGroup, ViewRecord } from './types.ts';

export interface ChangeSets {
  users: Set<Person>;
  channels: Set<Channel>;
  userGroups: Set<UserGroup>;
  messages: Set<Message>;
  ephemerals: Set<Ephemeral>;
  views: Set<ViewRecord>;
}

/** Gathers what changed, so that a page that watches gets one notice for many changes at once. */
export interface Changes {
  mark<K extends keyof ChangeSets>(kind: K, item: ChangeSets[K] extends Set<infer T> ? T : never): void;
  /** For what has no list of its own: the clock, the bot's readiness. */
  markOther(): void;
  /** For what a list of changed items cannot tell, such as one that is gone. */
  markWhole(): void;
  /** The listener gets undefined when everything is to be looked at anew. */
  listen(listener: (changed: ChangeSets | undefined) => void): () => void;
}

const GATHER_MS = 30;

const nothing = (): ChangeSets => ({
  users: new Set(),
  channels: new Set(),
  userGroups: new Set(),
  messages: new Set(),
  ephemerals: new Set(),
  views: new Set(),
});

export const createChanges = (): Changes => {
  const listeners = new Set<(changed: ChangeSets | undefined) => void>();
  let changed = nothing();
  let isWhole = false;
  let isScheduled = false;

  const flush = () => {
    const flushed = isWhole ? undefined : changed;
    changed = nothing();
    isWhole = false;
    isScheduled = false;
    for (const listener of listeners) listener(flushed);
  };
  const schedule = () => {
    if (isScheduled || listeners.size === 0) return;
    isScheduled = true;
    setTimeout(flush, GATHER_MS).unref();
  };

  return {
    mark(kind, item) {
      if (listeners.size === 0) return;
      (changed[kind] as Set<typeof item>).add(item);
      schedule();
    },
    markOther: schedule,
    markWhole() {
      isWhole = true;
      schedule();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
