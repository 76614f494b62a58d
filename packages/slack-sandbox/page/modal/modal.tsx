import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../../src/answers.ts';
import { Blocks } from '../blocks/block.tsx';
import { textOf } from '../blocks/text-of.ts';
import { focusComposer } from '../conversation/focus-composer.ts';
import { rememberFocus, useKeptFocus } from '../conversation/kept-focus.ts';
import { act, failureOf } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';
import { shownValues, useForm } from './form.ts';

const Form = ({ view, isUnder }: { view: View; isUnder: boolean }) => {
  const { me, attempt, state, app } = useSandbox();
  const { surface, values } = useForm(view, 'h3');
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const dialog = useRef<HTMLDialogElement>(null);
  const { title, submit, close, blocks, previous_view_id: previousId } = view.view;
  const hasPrevious = state.views.some(({ id, open }) => open && id === previousId);
  const focusIn = (part: string) => {
    const fields =
      dialog.current?.querySelectorAll<HTMLElement>(`${part} :is(input, textarea, select)`) ?? [];
    const wanted = [...fields].find(({ dataset }) => dataset.focus) ?? fields[0];
    wanted?.focus();
    return wanted !== undefined;
  };
  /** Where a form is begun; in one that only says something, with what can be pressed. */
  const begin = () => {
    if (!focusIn('.modal-body'))
      dialog.current
        ?.querySelector<HTMLElement>('.modal-body button, .modal-body a[href], footer button')
        ?.focus();
  };
  // The bot may put something else in its place.
  useKeptFocus(dialog, () => dialog.current?.open && begin());

  /** Where the person was when another form was put onto this one. */
  const left = useRef<HTMLElement | null>(null);

  useEffect(() => {
    if (isUnder) {
      left.current = document.activeElement as HTMLElement | null;
      dialog.current?.close();
      return;
    }
    if (!dialog.current?.open) dialog.current?.showModal();
    if (left.current && dialog.current?.contains(left.current)) left.current.focus();
    else focusIn('.modal-body');
  }, [isUnder]);
  // Every state that comes has them anew, and whoever has gone on to another field is not to be called back.
  const errors = JSON.stringify(view.errors ?? {});
  useEffect(() => {
    focusIn('.has-error');
  }, [errors]);

  const dismiss = () => attempt(() => act('close-view', { user: me.id, viewId: view.id }));
  const send = async () => {
    // A button that is disabled loses the focus.
    if (isSending) return;
    setSending(true);
    const body = { user: me.id, viewId: view.id, values: shownValues(view, values) };
    const answer = await act('submit', body).catch((error: Error) => error);
    setSending(false);
    setFailure(answer instanceof Error ? answer.message : failureOf(answer));
    // They may be the same as before.
    focusIn('.has-error');
  };

  return (
    <dialog
      ref={dialog}
      class="modal"
      aria-label={textOf(title)}
      onCancel={(event) => {
        event.preventDefault();
        void dismiss();
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <header>
          {hasPrevious && (
            <button type="button" class="tool" aria-label="Back" onClick={() => void dismiss()}>
              ←
            </button>
          )}
          <img src={`/avatars/${state.bot.userId}.svg`} alt="" class="avatar" />
          <h2>{textOf(title)}</h2>
          <button type="button" class="tool" aria-label="Close" onClick={() => void dismiss()}>
            ✕
          </button>
        </header>
        <div class="modal-body">
          {failure && (
            <p class="error" role="alert">
              {failure} Your text is still here.
            </p>
          )}
          <Blocks blocks={blocks} surface={surface} />
        </div>
        <footer>
          <small>{app.name}</small>
          <button type="button" onClick={() => void dismiss()}>
            {textOf(close ?? undefined) || 'Close'}
          </button>
          {submit && (
            <button type="submit" class="primary" aria-disabled={isSending}>
              {isSending ? 'Sending…' : textOf(submit)}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
};

/** The person's open modals; the newest is on top, and those under it keep what was typed. */
export const Modals = () => {
  const { state, me } = useSandbox();
  const open = state.views.filter(
    ({ type, open: isOpen, user }) => type === 'modal' && isOpen && user === me.id,
  );
  const isAny = open.length > 0;
  // Before the first is shown, and after the last is gone: an open one lets nothing else have the focus.
  useLayoutEffect(() => (isAny ? rememberFocus(() => focusComposer()) : undefined), [isAny]);
  return (
    <>
      {open.map((view, index) => (
        <Form key={view.id} view={view} isUnder={index < open.length - 1} />
      ))}
    </>
  );
};
