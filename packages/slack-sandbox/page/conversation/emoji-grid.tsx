import { emojiGroups } from '../blocks/emoji.tsx';

export const EmojiGrid = ({ onChoose }: { onChoose: (name: string) => void }) => (
  <div class="emoji-grid">
    {emojiGroups.map(({ heading, emoji }) => (
      <section key={heading} aria-label={heading}>
        <h3>{heading}</h3>
        {emoji.map(([name, character]) => (
          <button
            key={name}
            type="button"
            aria-label={name}
            title={`:${name}:`}
            onClick={() => onChoose(name)}
          >
            {character}
          </button>
        ))}
      </section>
    ))}
  </div>
);
