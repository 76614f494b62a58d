import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Channel, User } from '../../src/answers.ts';
import type { Place } from '../place.ts';
import type { Snapshot } from './live.ts';

/** What every part of the page may need: the workspace as it is, who one is, and where. */
export interface Sandbox extends Snapshot {
  me: User;
  place: Place;
  go: (change: Partial<Place>) => void;
  userOf: (id: string | undefined) => User | undefined;
  channelOf: (id: string | undefined) => Channel | undefined;
  nowMs: () => number;
  /** Does it, and says so when it cannot be done. */
  attempt: (doing: () => Promise<unknown>) => Promise<void>;
}

export const SandboxContext = createContext<Sandbox | undefined>(undefined);

export const useSandbox = (): Sandbox => {
  const sandbox = useContext(SandboxContext);
  if (!sandbox) throw new Error('This is drawn outside the page.');
  return sandbox;
};

/** Who can sign in, and be acted as with one click. */
export const isActor = ({ deleted, id }: User, botUserId: string): boolean => !deleted && id !== botUserId;
