import { guide } from '#guide';

/** What can be chosen. */
const groups: { [heading: string]: string } = {
  'Often used':
    '+1 👍 -1 👎 heart ❤️ tada 🎉 raised_hands 🙌 clap 👏 pray 🙏 muscle 💪 fire 🔥 100 💯 eyes 👀 white_check_mark ✅ wave 👋 handshake 🤝 bow 🙇',
  Faces:
    'smile 😄 slightly_smiling_face 🙂 grinning 😀 joy 😂 heart_eyes 😍 hugging_face 🤗 star-struck 🤩 sunglasses 😎 blush 😊 thinking_face 🤔 sob 😭 relieved 😌 sweat_smile 😅 partying_face 🥳',
  Things:
    'star ⭐ tv 📺 star2 🌟 trophy 🏆 sparkles ✨ rainbow 🌈 sunny ☀️ seedling 🌱 sunflower 🌻 bouquet 💐 gift 🎁 cake 🍰 coffee ☕ phone 📞 email 📧 memo 📝 calendar 📅 alarm_clock ⏰ house 🏠 house_with_garden 🏡 scales ⚖️ wrench 🔧 adhesive_bandage 🩹 bulb 💡 mag 🔍 lock 🔒 gear ⚙️ warning ⚠️ bell 🔔 no_bell 🔕 mega 📣 bar_chart 📊 chart_with_upwards_trend 📈 medal 🏅 first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉 rosette 🏵️ scroll 📜 mortar_board 🎓 rocket 🚀 dart 🎯 speech_balloon 💬 link 🔗 pencil2 ✏️ wastebasket 🗑️ x ❌ arrow_right ➡️ arrows_counterclockwise 🔄 hourglass ⌛ question ❓ exclamation ❗ robot_face 🤖 crown 👑 cloud ☁️ sunrise 🌅 dizzy 💫 busts_in_silhouette 👥 raised_hand ✋ raising_hand 🙋 checkered_flag 🏁 compass 🧭 ladder 🪜 zzz 💤 round_pushpin 📍 game_die 🎲 information_source ℹ️',
};

/** Drawn where they occur, but not offered: other names for the same, and what stands in lists. */
const others =
  'telephone_receiver 📞 balance_scale ⚖️ sports_medal 🏅 love_letter 💌 page_facing_up 📄 camera 📷 loudspeaker 📢 left_speech_bubble 🗨️ spiral_calendar_pad 🗓️ hourglass_flowing_sand ⏳ lower_left_ballpoint_pen 🖊️ city_sunrise 🌇 hammer_and_wrench 🛠️ heavy_check_mark ✔️ white_large_square ⬜ black_square_button 🔲 large_orange_diamond 🔶';

const pairsOf = (line: string): [string, string][] =>
  Array.from(line.matchAll(/(\S+) (\S+)/g), ([, name = '', character = '']) => [name, character]);

const general = Object.entries(groups).map(([heading, line]) => ({ heading, emoji: pairsOf(line) }));
const characters = new Map([...general.flatMap(({ emoji }) => emoji), ...pairsOf(others)]);

const own = guide?.reactions ?? { heading: '', names: [] };
const isOwn = ([name]: [string, string]) => own.names.includes(name);

/** The bot's own ones first, and none twice. */
export const emojiGroups = [
  {
    heading: own.heading,
    emoji: own.names.map((name): [string, string] => [name, characters.get(name) ?? name]),
  },
  ...general.map(({ heading, emoji }) => ({ heading, emoji: emoji.filter((pair) => !isOwn(pair)) })),
].filter(({ emoji }) => emoji.length > 0);

/** What one press reacts with. */
export const quickReaction = own.names[0] ?? '+1';

const SKIN_TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];

/** Undefined for an emoji that this page has no character for. */
const emojiCharacter = (name: string): string | undefined => {
  const [base = '', tone] = name.split('::skin-tone-');
  const character = characters.get(base);
  return character && character + (tone ? (SKIN_TONES[Number(tone) - 2] ?? '') : '');
};

export const Emoji = ({ name }: { name: string }) => {
  const character = emojiCharacter(name);
  if (!character) return <span class="emoji-name">:{name}:</span>;
  return (
    <span class="emoji" role="img" aria-label={name.replaceAll(/[_-]/g, ' ')} title={`:${name}:`}>
      {character}
    </span>
  );
};
