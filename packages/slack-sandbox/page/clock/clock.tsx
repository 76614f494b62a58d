import { useRef, useState } from 'preact/hooks';
import { act } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';
import { Popover } from '../popover.tsx';
import { cityOf, dayAndTimeIn } from '../time.ts';
import { movesFor, passTime } from './moves.ts';

/** The workspace's zone is its first admin's. */
export const useWorkspaceZone = (): string => {
  const { state } = useSandbox();
  return state.users.find(({ isAdmin, deleted }) => isAdmin && !deleted)?.tz ?? 'UTC';
};

/** Lets time pass; `stop` ends it early. */
export const usePassingTime = () => {
  const { nowMs, attempt, state } = useSandbox();
  const [isPassing, setPassing] = useState(false);
  const isStopped = useRef(false);
  const pass = (toMs: number) =>
    attempt(async () => {
      isStopped.current = false;
      setPassing(true);
      const zones = [...new Set(state.users.map(({ tz }) => tz))];
      await passTime(nowMs(), toMs, zones, () => isStopped.current).finally(() => setPassing(false));
    });
  const stop = () => {
    isStopped.current = true;
  };
  return { isPassing, pass, stop };
};

export const Clock = () => {
  const { me, nowMs, attempt } = useSandbox();
  const zone = useWorkspaceZone();
  const { isPassing, pass, stop } = usePassingTime();
  const local = dayAndTimeIn(nowMs(), zone);
  const backToNow = () => attempt(() => act('clock', { now: Date.now() }));
  return (
    <div class="clock">
      <Popover
        kind="dialog"
        class="face"
        label={`Move the clock: ${local} ${cityOf(zone)}`}
        face={
          <>
            <strong>{local}</strong> <small>{cityOf(zone)}</small>
          </>
        }
      >
        <dl>
          <dt>Workspace, {cityOf(zone)}</dt>
          <dd>{local}</dd>
          <dt>
            {me.realName}, {cityOf(me.tz)}
          </dt>
          <dd>{dayAndTimeIn(nowMs(), me.tz)}</dd>
        </dl>
        <button type="button" class="item" onClick={() => void backToNow()}>
          Back to the real time
        </button>
        {movesFor(me, zone).map(({ label, to }) => (
          <button
            key={label}
            type="button"
            class="item"
            disabled={isPassing}
            onClick={() => void pass(to(nowMs()))}
          >
            {label} <small>{dayAndTimeIn(to(nowMs()), zone)}</small>
          </button>
        ))}
      </Popover>
      {isPassing && (
        <button type="button" class="passing" onClick={stop}>
          Time passes… stop
        </button>
      )}
    </div>
  );
};
