import type { ComponentChildren, TargetedToggleEvent } from 'preact';
import { useUniqueId } from './unique-id.ts';

interface PopoverProps {
  /** What is on the button; its name for a screen reader is `label`. */
  face: ComponentChildren;
  label: string;
  class?: string;
  kind?: 'menu' | 'dialog';
  /** The id of what the button belongs to. */
  about?: string | undefined;
  /** By which it is found again when it is drawn anew. */
  mark?: string;
  children: ComponentChildren;
}

const GAP = 4;

const placeBeside = (panel: HTMLElement, button: HTMLElement) => {
  const { left, top, bottom } = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const fitsBelow = bottom + GAP + height <= innerHeight;
  panel.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
  panel.style.top = `${fitsBelow ? bottom + GAP : Math.max(GAP, top - height - GAP)}px`;
};

const focusables = (panel: HTMLElement) =>
  [...panel.querySelectorAll<HTMLElement>('button, input, select')].filter((one) => one.checkVisibility());

/** Arrow keys move among what can be chosen, as in any menu. */
const moveFocus = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
  const direction = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!direction || (event.target as HTMLElement).matches('input, select')) return;
  const all = focusables(event.currentTarget);
  const at = all.indexOf(document.activeElement as HTMLElement);
  event.preventDefault();
  all.at((at + direction) % all.length)?.focus();
};

const onToggle = ({ newState, currentTarget }: TargetedToggleEvent<HTMLElement>) => {
  const button = document.querySelector<HTMLElement>(`[popovertarget="${currentTarget.id}"]`);
  if (newState !== 'open' || !button) return;
  placeBeside(currentTarget, button);
  focusables(currentTarget)[0]?.focus();
};

const closeAfterChoice = ({ target, currentTarget }: MouseEvent & { currentTarget: HTMLElement }) => {
  if ((target as HTMLElement).closest('button')) currentTarget.hidePopover();
};

/** A button that opens a small panel above everything; Escape, a click elsewhere or a choice closes it. */
export const Popover = ({ face, label, kind = 'menu', about, mark, children, ...rest }: PopoverProps) => {
  const id = useUniqueId();
  return (
    <>
      <button
        type="button"
        class={rest.class}
        aria-label={label}
        title={label}
        popovertarget={id}
        aria-haspopup={kind}
        aria-describedby={about}
        data-mark={mark}
      >
        {face}
      </button>
      {/* biome-ignore lint/a11y: the role is that of the panel's kind, a menu or a dialog. */}
      <div
        id={id}
        popover="auto"
        class="popover"
        role={kind}
        aria-label={label}
        onToggle={onToggle}
        onClick={closeAfterChoice}
        onKeyDown={moveFocus}
      >
        {children}
      </div>
    </>
  );
};

export const MenuItem = (props: { onClick: () => void; class?: string; children: ComponentChildren }) => (
  <button type="button" role="menuitem" class={`item ${props.class ?? ''}`} onClick={props.onClick}>
    {props.children}
  </button>
);
