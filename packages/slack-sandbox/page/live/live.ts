import type { AppInfo, Records, State } from '../../src/answers.ts';
import { act } from './act.ts';

export interface Snapshot {
  state: State;
  records: Records;
  app: AppInfo;
  /** What to add to the machine's clock to get the workspace's. */
  offsetMs: number;
  isConnected: boolean;
}

/** Of many changes at once, such as those of a busy week, the page draws only the last. */
const GATHER_MS = 40;

/** More than a person reads; older ones are at /_sandbox/calls and its siblings. */
const MOST_RECORDS = 300;

const merge = <T>(list: readonly T[], changed: readonly T[], keyOf: (item: T) => string): T[] => {
  const byKey = new Map(list.map((item) => [keyOf(item), item]));
  for (const item of changed) byKey.set(keyOf(item), item);
  return [...byKey.values()];
};

const merged = (state: State, changes: State): State => ({
  ...changes,
  users: merge(state.users, changes.users, ({ id }) => id),
  channels: merge(state.channels, changes.channels, ({ id }) => id),
  userGroups: merge(state.userGroups, changes.userGroups, ({ id }) => id),
  messages: merge(state.messages, changes.messages, ({ channel, ts }) => channel + ts),
  ephemerals: merge(state.ephemerals, changes.ephemerals, ({ user, ts }) => user + ts),
  views: merge(state.views, changes.views, ({ id }) => id),
});

const lookBack = async (): Promise<Records> => {
  const [call, delivery, violation] = await Promise.all([
    act<Records['call']>('calls'),
    act<Records['delivery']>('deliveries'),
    act<Records['violation']>('violations'),
  ]);
  return { call: call.slice(-MOST_RECORDS), delivery: delivery.slice(-MOST_RECORDS), violation };
};

/** Follows the sandbox: `onChange` gets a new snapshot whenever something happened. */
export const followLive = (onChange: (snapshot: Snapshot) => void): void => {
  let snapshot: Snapshot | undefined;
  const publish = (change: Partial<Snapshot>) => {
    if (!snapshot) return;
    snapshot = { ...snapshot, ...change };
    draw();
  };
  let isDrawing = false;
  const draw = () => {
    if (isDrawing) return;
    isDrawing = true;
    setTimeout(() => {
      isDrawing = false;
      if (snapshot) onChange(snapshot);
    }, GATHER_MS);
  };
  const offsetOf = ({ now }: State) => Date.parse(now) - Date.now();

  const source = new EventSource('/_sandbox/live');
  /** What changed before the rest of the first snapshot was there. */
  const missed: State[] = [];
  const begin = async (state: State) => {
    const [app, records] = await Promise.all([act<AppInfo>('app'), lookBack()]);
    snapshot = { state, records, app, offsetMs: offsetOf(state), isConnected: true };
    for (const change of missed.splice(0)) snapshot.state = merged(snapshot.state, change);
    onChange(snapshot);
  };
  source.addEventListener('state', ({ data }: MessageEvent<string>) => {
    void begin(JSON.parse(data) as State);
  });
  source.addEventListener('changes', ({ data }: MessageEvent<string>) => {
    const changes = JSON.parse(data) as State;
    if (!snapshot || snapshot.state.team.id !== changes.team.id) missed.push(changes);
    else publish({ state: merged(snapshot.state, changes), offsetMs: offsetOf(changes) });
  });
  for (const kind of ['call', 'delivery', 'violation'] as const) {
    source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
      if (!snapshot) return;
      const record = JSON.parse(data) as { n: number };
      const list: { n: number }[] = snapshot.records[kind].filter(({ n }) => n !== record.n);
      list.push(record);
      publish({
        records: { ...snapshot.records, [kind]: list.sort((a, b) => a.n - b.n).slice(-MOST_RECORDS) },
      });
    });
  }
  source.addEventListener('error', () => publish({ isConnected: false }));
};
