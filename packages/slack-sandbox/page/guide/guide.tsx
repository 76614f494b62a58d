import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Message } from '../../src/answers.ts';
import { usePassingTime, useWorkspaceZone } from '../clock/clock.tsx';
import { useSandbox } from '../live/sandbox.ts';
import { nextMonday } from '../time.ts';
import { playLivelyMonth } from './lively-month.ts';

const keyOf = ({ metadata }: Message) => {
  const key = metadata?.event_payload.key;
  return typeof key === 'string' ? key : '';
};
const isWin = (message: Message) => !message.deleted && keyOf(message).startsWith('win:');
const isDigest = (message: Message) => keyOf(message).startsWith('digest:');

const EXAMPLE = '/brag called Mrs Lee back on my lunch break, she laughed and stayed';

/** Types into the channel's field, for the visitor to send. */
const typeForThem = (text: string) => {
  const field = document.querySelector<HTMLTextAreaElement>('main .composer textarea');
  if (!field) return;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  field.focus();
};

interface Step {
  say: ComponentChildren;
  do: { label: string; run: () => void }[];
}

const useSteps = (): { steps: Step[]; at: number } => {
  const { state, me, go, nowMs } = useSandbox();
  const zone = useWorkspaceZone();
  const { isPassing, pass } = usePassingTime();
  const wall = state.channels.find(({ name }) => name === 'brag-wall')?.id ?? 'dm';
  const wins = state.messages.filter(isWin);
  const votesOf = ({ reactions }: Message) => new Set(reactions.flatMap(({ users }) => users)).size;
  const isNominated = wins.some(
    (win) => votesOf(win) >= 2 || /\b(?:[2-9]|\d{2,}) nominations/.test(win.text),
  );
  const others = ['sam', 'mia', 'ria'].filter((name) => name !== me.name).slice(0, 2);
  const steps: Step[] = [
    {
      say: (
        <>
          You are <strong>{me.realName}</strong>. Type <code>/brag</code> and what you did for a customer.
        </>
      ),
      do: [{ label: 'Type one for me', run: () => typeForThem(EXAMPLE) }],
    },
    {
      say: 'It is on the wall. Be two others, and react to it with 🏆 or press Nominate.',
      do: others.map((as) => ({ label: `Be ${as}`, run: () => go({ as, at: wall, thread: undefined }) })),
    },
    {
      say: isPassing
        ? 'Time passes, hour by hour…'
        : 'It is nominated. On Monday at 09:00 the week is summed up.',
      do: isPassing ? [] : [{ label: 'Jump to Monday', run: () => void pass(nextMonday(nowMs(), zone)) }],
    },
    {
      say: 'Read the digest on the wall. Managers get their own, in a message.',
      do: [
        { label: 'Show the digest', run: () => go({ at: wall, thread: undefined }) },
        { label: 'Be ann, an admin', run: () => go({ as: 'ann', at: 'dm', thread: undefined }) },
      ],
    },
  ];
  const done = [wins.length > 0, isNominated, state.messages.some(isDigest)];
  const next = done.indexOf(false);
  return { steps, at: next === -1 ? steps.length - 1 : next };
};

const LivelyMonth = () => {
  const { state, nowMs, attempt } = useSandbox();
  const zone = useWorkspaceZone();
  const [isPlaying, setPlaying] = useState(false);
  const wall = state.channels.find(({ name }) => name === 'brag-wall');
  const play = () =>
    attempt(async () => {
      setPlaying(true);
      await playLivelyMonth(nowMs(), zone, wall?.id ?? '').finally(() => setPlaying(false));
    });
  return (
    <button
      type="button"
      disabled={isPlaying}
      title="Four weeks of wins, from next Monday on"
      onClick={() => void play()}
    >
      {isPlaying ? 'A month passes…' : 'Fill with a lively month'}
    </button>
  );
};

/** A first minute with the bot. */
export const Guide = ({ onDismiss }: { onDismiss: () => void }) => {
  const { steps, at } = useSteps();
  const step = steps[at];
  return (
    <section class="guide" aria-label="Your first minute">
      <ol>
        {steps.map((_, index) => (
          <li key={index} aria-current={index === at ? 'step' : undefined}>
            {index < at ? '✓' : index + 1}
          </li>
        ))}
      </ol>
      <p role="status">{step?.say}</p>
      <div class="buttons">
        {step?.do.map(({ label, run }) => (
          <button key={label} type="button" class="primary" onClick={run}>
            {label}
          </button>
        ))}
        <LivelyMonth />
        <button type="button" class="tool" aria-label="Close the guide" onClick={onDismiss}>
          ✕
        </button>
      </div>
    </section>
  );
};

const DISMISSED = 'guide-dismissed';

/** Whether the guide is wanted: until it is closed, also when the page is opened again. */
export const useGuide = () => {
  const [isShown, setShown] = useState(() => localStorage.getItem(DISMISSED) === null);
  const show = (isWanted: boolean) => {
    setShown(isWanted);
    if (isWanted) localStorage.removeItem(DISMISSED);
    else localStorage.setItem(DISMISSED, 'yes');
  };
  return { isShown, show };
};
