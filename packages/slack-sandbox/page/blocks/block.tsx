import type { ComponentType, JSX } from 'preact';
import type { Block, TextObject } from '../../src/block-kit.ts';
import { useUniqueId } from '../unique-id.ts';
import { Button, Overflow } from './button.tsx';
import { ChartFigure } from './chart.tsx';
import { useConfirmed } from './confirmed.tsx';
import { elementsIn } from './elements.ts';
import { DateTimeField, Field, Marks, TextArea } from './input.tsx';
import { Mrkdwn, PlainText, unescaped } from './mrkdwn.tsx';
import { RichText } from './rich-text.tsx';
import { MultiSelect, Select } from './select.tsx';
import { type ElementProps, fieldIdOf, isGroup, type Surface } from './surface.ts';
import { textOf } from './text-of.ts';

const Text = ({ text }: { text: TextObject }) =>
  text.type === 'plain_text' ? <PlainText text={text.text} /> : <Mrkdwn text={text.text} />;

/** Pictures of this sandbox are shown; any other is named, because the page asks nobody else for anything. */
const Picture = ({ url = '', alt = '' }: { url?: string | undefined; alt?: string | undefined }) => {
  const isOwn = URL.canParse(url, location.href) && new URL(url, location.href).host === location.host;
  return isOwn ? <img src={url} alt={alt} /> : <span class="picture">{alt}</span>;
};

const fields: { [type: string]: ComponentType<ElementProps> } = {
  button: Button,
  workflow_button: Button,
  overflow: Overflow,
  datetimepicker: DateTimeField,
  radio_buttons: Marks,
  checkboxes: Marks,
};

const fieldOf = ({ type, multiline }: ElementProps['element']): ComponentType<ElementProps> => {
  if (fields[type]) return fields[type];
  if (type.endsWith('external_select')) return Field;
  if (type.endsWith('_select')) return type.startsWith('multi_') ? MultiSelect : Select;
  return multiline || type === 'rich_text_input' ? TextArea : Field;
};

const ElementView = (props: ElementProps) => {
  const { element } = props;
  if (element.type === 'image') return <Picture url={element.image_url} alt={element.alt_text} />;
  if (element.type === 'plain_text' || element.type === 'mrkdwn') {
    return <Text text={{ type: element.type, text: textOf(element.text) }} />;
  }
  return <Used {...props} />;
};

const Used = (props: ElementProps) => {
  const { surface, question } = useConfirmed(props);
  const Drawn = fieldOf(props.element);
  return (
    <>
      <Drawn {...props} surface={surface} />
      {question}
    </>
  );
};

interface BlockProps {
  block: Block;
  surface: Surface;
}

const Section = ({ block, surface }: BlockProps) => {
  const id = useUniqueId();
  return (
    <div class="section">
      <div id={id}>
        {block.text && <Text text={block.text as TextObject} />}
        {block.fields && (
          <div class="fields">
            {block.fields.map((field) => (
              <div>
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <ElementView block={block} element={block.accessory} surface={surface} about={id} />
      )}
    </div>
  );
};

const Elements = ({ block, surface }: BlockProps) => (
  <div class={block.type}>
    {block.elements?.map((element) => (
      <ElementView key={element.action_id} block={block} element={element} surface={surface} />
    ))}
  </div>
);

const Input = ({ block, surface }: BlockProps) => {
  const id = useUniqueId();
  const error = surface.errors[block.block_id ?? ''];
  if (!block.element) return null;
  const Label = isGroup(block.element) ? 'div' : 'label';
  return (
    <div class={error ? 'input has-error' : 'input'}>
      <Label class="label" id={id} {...(Label === 'label' && { for: fieldIdOf(id) })}>
        {textOf(block.label)}
        {block.optional && <span class="optional"> (optional)</span>}
      </Label>
      <ElementView block={block} element={block.element} surface={surface} labelledBy={id} />
      <div id={`${id}-notes`}>
        {error && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
        {block.hint && <p class="hint">{textOf(block.hint)}</p>}
      </div>
    </div>
  );
};

const Table = ({ block }: BlockProps) => {
  const [head = [], ...body] = block.rows ?? [];
  const cell = (one: (typeof head)[number]) =>
    one.type === ('rich_text' as string) ? <RichText parts={one.elements ?? []} /> : (one.text ?? one.value);
  return (
    <div class="table">
      <table>
        {block.caption && <caption>{textOf(block.caption)}</caption>}
        <thead>
          <tr>
            {head.map((one) => (
              <th scope="col">{cell(one)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row) => (
            <tr>
              {row.map((one) => (
                <td>{cell(one)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const draw: { [type: string]: (props: BlockProps) => JSX.Element | null } = {
  actions: Elements,
  context: Elements,
  context_actions: Elements,
  input: Input,
  section: Section,
  table: Table,
  data_table: Table,
  divider: () => <hr />,
  header: ({ block, surface: { heading: Heading } }) => (
    <Heading>
      <PlainText text={textOf(block.text)} />
    </Heading>
  ),
  image: ({ block }) => (
    <figure>
      {block.title && <figcaption>{textOf(block.title)}</figcaption>}
      <Picture url={block.image_url} alt={block.alt_text} />
    </figure>
  ),
  markdown: ({ block }) => <pre class="markdown">{textOf(block.text)}</pre>,
  alert: ({ block }) => (
    <div class="alert">
      <Mrkdwn text={textOf(block.text)} />
    </div>
  ),
  rich_text: ({ block }) => <RichText parts={block.elements ?? []} />,
  data_visualization: ({ block }) =>
    block.chart ? <ChartFigure title={unescaped(textOf(block.title))} chart={block.chart} /> : null,
};

const actionIds = (block: Block): string =>
  elementsIn(block)
    .map(({ action_id = '' }) => action_id)
    .join();

/**
 * What a block is among the others, so that it stays the same through an update, in which it has a new id unless the bot
 * named it; else the button that was pressed would be another, without the focus.
 */
const keysOf = (blocks: readonly Block[]): string[] => {
  const seen = new Map<string, number>();
  return blocks.map((block) => {
    const kind = block.type === 'input' ? `input ${block.block_id}` : `${block.type} ${actionIds(block)}`;
    const nth = seen.get(kind) ?? 0;
    seen.set(kind, nth + 1);
    return `${kind} ${nth}`;
  });
};

export const Blocks = ({ blocks, surface }: { blocks: readonly Block[]; surface: Surface }) => {
  const keys = keysOf(blocks);
  return (
    <div class="blocks">
      {blocks.map((block, index) => {
        const Drawn = draw[block.type];
        return Drawn ? (
          <Drawn key={keys[index]} block={block} surface={surface} />
        ) : (
          <p key={keys[index]} class="unknown">
            [{block.type}: not drawn here]
          </p>
        );
      })}
    </div>
  );
};
