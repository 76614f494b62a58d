import { useEffect, useRef, useState } from 'preact/hooks';
import type { Confirm } from '../../src/block-kit.ts';
import { MenuItem, Popover } from '../popover.tsx';
import { Mrkdwn, PlainText } from './mrkdwn.tsx';
import type { ElementProps } from './surface.ts';
import { textOf } from './text-of.ts';

/** Asks first, when the element wants that. */
const Question = (props: { confirm: Confirm; onAnswer: (isYes: boolean) => void }) => {
  const { confirm, onAnswer } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="question" aria-label={textOf(confirm.title)} onClose={() => onAnswer(false)}>
      <h2>{textOf(confirm.title)}</h2>
      <p>
        <Mrkdwn text={confirm.text.text} />
      </p>
      <div class="buttons">
        <button type="button" onClick={() => onAnswer(false)}>
          {textOf(confirm.deny) || 'Cancel'}
        </button>
        <button type="button" class={confirm.style ?? 'primary'} onClick={() => onAnswer(true)}>
          {textOf(confirm.confirm) || 'Yes'}
        </button>
      </div>
    </dialog>
  );
};

export const Button = ({ block, element, surface }: ElementProps) => {
  const [isAsking, setAsking] = useState(false);
  const click = () => surface.click(block, element, element.value ?? null);
  const answer = (isYes: boolean) => {
    setAsking(false);
    if (isYes) click();
  };
  const face = <PlainText text={textOf(element.text)} />;
  const shared = { class: `button ${element.style ?? ''}`, 'aria-label': element.accessibility_label };
  if (element.url) {
    return (
      <a {...shared} href={element.url} target="_blank" rel="noreferrer" onClick={click}>
        {face}
      </a>
    );
  }
  return (
    <>
      <button {...shared} type="button" onClick={() => (element.confirm ? setAsking(true) : click())}>
        {face}
      </button>
      {isAsking && element.confirm && <Question confirm={element.confirm} onAnswer={answer} />}
    </>
  );
};

export const Overflow = ({ block, element, surface }: ElementProps) => (
  <Popover face="⋯" label={element.accessibility_label ?? 'More actions'} class="button">
    {element.options?.map(({ text, value }) => (
      <MenuItem key={value} onClick={() => surface.click(block, element, value)}>
        <PlainText text={text.text} />
      </MenuItem>
    ))}
  </Popover>
);
