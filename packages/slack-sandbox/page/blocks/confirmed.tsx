import { useEffect, useRef, useState } from 'preact/hooks';
import type { Confirm } from '../../src/block-kit.ts';
import { Mrkdwn, PlainText } from './mrkdwn.tsx';
import type { ElementProps, Surface } from './surface.ts';
import { textOf } from './text-of.ts';
import type { Plain } from './value.ts';

/** Asks first, when the element wants that. Closing it gives the focus back to the element. */
const Question = (props: { confirm: Confirm; onAnswer: (isYes: boolean) => void }) => {
  const { confirm, onAnswer } = props;
  const { title, text, deny, style } = confirm;
  const dialog = useRef<HTMLDialogElement>(null);
  const isYes = useRef(false);
  useEffect(() => dialog.current?.showModal(), []);
  const agree = () => {
    isYes.current = true;
    dialog.current?.close();
  };
  const heading = textOf(title) || 'Are you sure?';
  return (
    <dialog ref={dialog} class="question" aria-label={heading} onClose={() => onAnswer(isYes.current)}>
      <h2>{heading}</h2>
      <p>{text.type === 'plain_text' ? <PlainText text={text.text} /> : <Mrkdwn text={text.text} />}</p>
      <div class="buttons">
        <button type="button" onClick={() => dialog.current?.close()}>
          {textOf(deny) || 'Cancel'}
        </button>
        <button type="button" class={style ?? 'primary'} onClick={agree}>
          {textOf(confirm.confirm) || 'Yes'}
        </button>
      </div>
    </dialog>
  );
};

/** The surface on which an element that asks first is used: nothing is kept or told until the answer is yes. */
export const useConfirmed = ({ block, element, surface }: ElementProps) => {
  const [asked, setAsked] = useState<{ value: Plain }>();
  const { confirm } = element;
  if (!confirm || block.type === 'input') return { surface, question: null };
  const answer = (isYes: boolean) => {
    setAsked(undefined);
    if (!asked || !isYes) return;
    surface.keep(block, element, asked.value);
    surface.click(block, element, asked.value);
    if (element.url) open(element.url, '_blank', 'noreferrer');
  };
  const asking: Surface = {
    ...surface,
    keep: () => {},
    click: (_block, _element, value) => setAsked({ value }),
  };
  return { surface: asking, question: asked && <Question confirm={confirm} onAnswer={answer} /> };
};
