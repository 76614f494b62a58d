const groups: { [heading: string]: string } = {
  'To nominate': 'trophy 🏆 star2 🌟',
  'Often used':
    '+1 👍 -1 👎 heart ❤️ tada 🎉 raised_hands 🙌 clap 👏 pray 🙏 muscle 💪 fire 🔥 100 💯 eyes 👀 white_check_mark ✅ heavy_check_mark ✔️ wave 👋 handshake 🤝 bow 🙇',
  Faces:
    'smile 😄 slightly_smiling_face 🙂 grinning 😀 joy 😂 heart_eyes 😍 hugging_face 🤗 star-struck 🤩 sunglasses 😎 blush 😊 thinking_face 🤔 sob 😭 relieved 😌 sweat_smile 😅 partying_face 🥳',
  Things:
    'star ⭐ sparkles ✨ rainbow 🌈 sunny ☀️ seedling 🌱 sunflower 🌻 bouquet 💐 gift 🎁 cake 🍰 coffee ☕ phone 📞 telephone_receiver 📞 email 📧 love_letter 💌 memo 📝 calendar 📅 spiral_calendar_pad 🗓️ alarm_clock ⏰ hourglass_flowing_sand ⏳ house 🏠 house_with_garden 🏡 scales ⚖️ balance_scale ⚖️ wrench 🔧 adhesive_bandage 🩹 bulb 💡 mag 🔍 lock 🔒 gear ⚙️ warning ⚠️ bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 bar_chart 📊 chart_with_upwards_trend 📈 medal 🏅 sports_medal 🏅 first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉 rosette 🏵️ scroll 📜 mortar_board 🎓 rocket 🚀 dart 🎯 speech_balloon 💬 left_speech_bubble 🗨️ link 🔗 lower_left_ballpoint_pen 🖊️ pencil2 ✏️ wastebasket 🗑️ x ❌ arrow_right ➡️ arrows_counterclockwise 🔄 hourglass ⌛ question ❓ exclamation ❗ robot_face 🤖 crown 👑 cloud ☁️ sunrise 🌅 city_sunrise 🌇 dizzy 💫 hammer_and_wrench 🛠️ busts_in_silhouette 👥',
};

const pairsOf = (line: string): [string, string][] =>
  Array.from(line.matchAll(/(\S+) (\S+)/g), ([, name = '', character = '']) => [name, character]);

export const emojiGroups = Object.entries(groups).map(([heading, line]) => ({
  heading,
  emoji: pairsOf(line),
}));

const characters = new Map(emojiGroups.flatMap(({ emoji }) => emoji));

const SKIN_TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];

/** Undefined for an emoji that this page has no character for. */
export const emojiCharacter = (name: string): string | undefined => {
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
