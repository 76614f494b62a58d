import { useState } from 'preact/hooks';
import type { Guide as GuideGiven, GuideHands, GuideScene, GuideView } from '../../src/guide.ts';
import { Mrkdwn } from '../blocks/mrkdwn.tsx';
import { usePassingTime, useWorkspaceZone } from '../clock/clock.tsx';
import { act } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';

const typeForThem = (text: string) => {
  const field = document.querySelector<HTMLTextAreaElement>('main .composer textarea');
  if (!field) return;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  field.focus();
};

const useView = (): GuideView => {
  const { state, me, nowMs } = useSandbox();
  return { state, me, nowMs: nowMs(), zone: useWorkspaceZone() };
};

const Scene = ({ scene: { label, playing, title, play } }: { scene: GuideScene }) => {
  const { attempt } = useSandbox();
  const view = useView();
  const [isPlaying, setPlaying] = useState(false);
  const start = () =>
    attempt(async () => {
      setPlaying(true);
      await play(view, act).finally(() => setPlaying(false));
    });
  return (
    <button type="button" disabled={isPlaying} title={title} onClick={() => void start()}>
      {isPlaying ? playing : label}
    </button>
  );
};

interface GuideProps {
  guide: GuideGiven;
  onDismiss: () => void;
}

/** A first minute with the bot. */
export const Guide = ({ guide, onDismiss }: GuideProps) => {
  const { go } = useSandbox();
  const { isPassing, pass } = usePassingTime();
  const steps = guide.steps(useView());
  const next = steps.findIndex(({ isDone }) => !isDone);
  const at = next === -1 ? steps.length - 1 : next;
  const step = steps[at];
  const hands: GuideHands = {
    type: typeForThem,
    go: (to) => go({ ...to, thread: undefined }),
    passTime: (toMs) => void pass(toMs),
  };
  return (
    <section class="guide" aria-label="Your first minute">
      <ol>
        {steps.map((_, index) => (
          <li key={index} aria-current={index === at ? 'step' : undefined}>
            {index < at ? '✓' : index + 1}
          </li>
        ))}
      </ol>
      <p role="status">
        <Mrkdwn text={isPassing ? 'Time passes, hour by hour…' : (step?.say ?? '')} />
      </p>
      <div class="buttons">
        {!isPassing &&
          step?.buttons.map(({ label, press }) => (
            <button key={label} type="button" class="primary" onClick={() => press(hands)}>
              {label}
            </button>
          ))}
        {guide.scenes?.map((scene) => (
          <Scene key={scene.label} scene={scene} />
        ))}
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
