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

const useChoices = ({ element }: ElementProps) => choicesOf(useSandbox(), element) ?? [];
const placeholderOf = ({ element }: ElementProps) => element.placeholder?.text ?? 'Choose';

export const Select = (props: ElementProps) => {
  const { block, element, surface } = props;
  return (
    <select
      {...nameOf(props)}
      value={wordOf(surface.valueOf(block, element))}
      onChange={({ currentTarget }) => choose(props, currentTarget.value || null)}
    >
      <option value="">{placeholderOf(props)}</option>
      <Choices choices={useChoices(props)} />
    </select>
  );
};

/** What is chosen as chips that can be taken away, and a select that adds to them. */
export const MultiSelect = (props: ElementProps) => {
  const { block, element, surface } = props;
  const choices = useChoices(props);
  const chosen = listOf(surface.valueOf(block, element));
  const labelOf = (value: string) => choices.find((choice) => choice.value === value)?.label ?? value;
  const isFull = chosen.length >= (element.max_selected_items ?? Number.POSITIVE_INFINITY);
  return (
    <div class="multi-select">
      {chosen.map((value) => (
        <button
          type="button"
          class="chip"
          key={value}
          aria-label={`Take away ${labelOf(value)}`}
          onClick={() =>
            choose(
              props,
              chosen.filter((other) => other !== value),
            )
          }
        >
          {labelOf(value)} <span aria-hidden="true">✕</span>
        </button>
      ))}
      <select
        {...nameOf(props)}
        value=""
        disabled={isFull}
        onChange={({ currentTarget }) => {
          choose(props, [...chosen, currentTarget.value]);
          currentTarget.value = '';
        }}
      >
        <option value="">{isFull ? 'No more can be chosen' : placeholderOf(props)}</option>
        <Choices choices={choices.filter(({ value }) => !chosen.includes(value))} />
      </select>
    </div>
  );
};
