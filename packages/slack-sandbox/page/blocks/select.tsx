import { useRef } from 'preact/hooks';
import { useSandbox } from '../live/sandbox.ts';
import { type Choice, choicesOf } from './choices.ts';
import { choose, type ElementProps, nameOf } from './surface.ts';
import { listOf, wordOf } from './value.ts';

const Choices = ({ choices }: { choices: readonly Choice[] }) => {
  const groups = [...new Set(choices.map(({ group }) => group))];
  const inGroup = (wanted: string | undefined) =>
    choices
      .filter(({ group }) => group === wanted)
      .map(({ value, label }) => <option value={value}>{label}</option>);
  return (
    <>
      {groups.map((group) =>
        group ? <optgroup label={group}>{inGroup(group)}</optgroup> : inGroup(undefined),
      )}
    </>
  );
};

const useChoices = ({ element }: ElementProps) => {
  const sandbox = useSandbox();
  const choices = choicesOf(sandbox, element) ?? [];
  /** Also of what is chosen and would be offered no longer. */
  const labelOf = (value: string) =>
    choices.find((choice) => choice.value === value)?.label ??
    sandbox.userOf(value)?.realName ??
    sandbox.channelOf(value)?.name ??
    value;
  return { choices, labelOf };
};

const placeholderOf = ({ element }: ElementProps) => element.placeholder?.text ?? 'Choose';

export const Select = (props: ElementProps) => {
  const { block, element, surface } = props;
  const { choices, labelOf } = useChoices(props);
  const value = wordOf(surface.valueOf(block, element));
  const isOffered = value === '' || choices.some((choice) => choice.value === value);
  return (
    <select
      {...nameOf(props)}
      data-focus={element.focus_on_load}
      value={value}
      onChange={({ currentTarget }) => choose(props, currentTarget.value || null)}
    >
      <option value="">{placeholderOf(props)}</option>
      {!isOffered && <option value={value}>{labelOf(value)}</option>}
      <Choices choices={choices} />
    </select>
  );
};

/** What is chosen as chips that can be taken away, and a select that adds to them. */
export const MultiSelect = (props: ElementProps) => {
  const { block, element, surface } = props;
  const { choices, labelOf } = useChoices(props);
  const chosen = listOf(surface.valueOf(block, element));
  const isFull = chosen.length >= (element.max_selected_items ?? Number.POSITIVE_INFINITY);
  const select = useRef<HTMLSelectElement>(null);
  const takeAway = (value: string) => {
    choose(
      props,
      chosen.filter((other) => other !== value),
    );
    // The chip that had the focus goes.
    select.current?.focus();
  };
  return (
    <div class="multi-select">
      {chosen.map((value) => (
        <button
          type="button"
          class="chip"
          key={value}
          aria-label={`Take away ${labelOf(value)}`}
          onClick={() => takeAway(value)}
        >
          {labelOf(value)} <span aria-hidden="true">✕</span>
        </button>
      ))}
      <select
        ref={select}
        {...nameOf(props)}
        data-focus={element.focus_on_load}
        value=""
        onChange={({ currentTarget }) => {
          choose(props, [...chosen, currentTarget.value]);
          currentTarget.value = '';
        }}
      >
        <option value="">{isFull ? 'No more can be chosen' : placeholderOf(props)}</option>
        <Choices choices={isFull ? [] : choices.filter(({ value }) => !chosen.includes(value))} />
      </select>
    </div>
  );
};
