// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/words.h"

#include <QtGlobal>

#include <array>
#include <string_view>

namespace safelight
{

namespace
{

// Short, plain, and as far as possible without a second word of the same sound: they are read aloud over a telephone.
// clang-format off
constexpr std::array<std::string_view, 1024> kWords{
    "able", "acorn", "actor", "adapt", "add", "adult", "after", "again", "agent", "agree", "ahead", "alarm", "album",
    "alert", "alive", "alley", "allow", "almond", "alpha", "also", "amber", "ample", "anchor", "angle", "ankle",
    "annex", "answer", "apple", "apron", "arch", "area", "arena", "arm", "arrow", "art", "ash", "aside", "ask",
    "aspen", "atlas", "attic", "autumn", "award", "away", "azure", "baby", "back", "badge", "bag", "bake", "balm",
    "bamboo", "banana", "band", "bank", "bar", "bark", "barn", "barrel", "basil", "basin", "basket", "bat", "bath",
    "bead", "beam", "bean", "beaver", "bed", "bell", "belt", "bench", "best", "bike", "bin", "birch", "bird", "bison",
    "blade", "blend", "bloom", "boat", "body", "bold", "bolt", "bond", "bone", "bonnet", "book", "boot", "border",
    "boss", "bottle", "bow", "bowl", "box", "branch", "brass", "brave", "bread", "breeze", "brick", "bride", "bridge",
    "brief", "bright", "bring", "brisk", "broad", "bronze", "brook", "broom", "brown", "brush", "bubble", "bucket",
    "bud", "bugle", "build", "bulb", "bundle", "bus", "bush", "butter", "button", "buzz", "cabin", "cable", "cactus",
    "cake", "calf", "call", "calm", "camel", "camera", "camp", "canal", "candle", "canoe", "canvas", "cap", "cape",
    "car", "card", "care", "cargo", "carol", "carpet", "carrot", "cart", "carve", "case", "castle", "cat", "catch",
    "cattle", "cave", "cedar", "cello", "centre", "chain", "chair", "chalk", "chance", "change", "chapel", "chart",
    "cheek", "cheer", "cheese", "cherry", "chess", "chest", "chief", "chime", "chin", "chip", "choir", "circle",
    "city", "clay", "clean", "clear", "clerk", "clever", "cliff", "climb", "cloak", "clock", "cloth", "cloud",
    "clover", "club", "coach", "coal", "coast", "coat", "cobble", "cocoa", "coffee", "coin", "cold", "colour", "comb",
    "comet", "common", "cook", "cool", "copper", "coral", "cord", "cork", "corn", "corner", "cosy", "cotton", "couch",
    "count", "cover", "cow", "crab", "craft", "crane", "cream", "creek", "crest", "crisp", "crop", "cross", "crow",
    "crowd", "crown", "crust", "cube", "cup", "curl", "curry", "curve", "cycle", "daily", "dairy", "daisy", "dance",
    "dash", "date", "dawn", "day", "deal", "deep", "delta", "den", "depth", "desk", "dial", "diary", "dice", "diet",
    "dig", "dingo", "dish", "dive", "dock", "dog", "doll", "dome", "door", "dot", "dough", "dove", "down", "drama",
    "draw", "dream", "dress", "drift", "drill", "drink", "drive", "drop", "drum", "duck", "dune", "dusk", "dust",
    "duty", "eagle", "ear", "early", "earth", "easel", "east", "easy", "echo", "edge", "eel", "egg", "elbow", "elder",
    "elm", "ember", "empty", "end", "enjoy", "enter", "equal", "even", "event", "ever", "exact", "exit", "extra",
    "fable", "face", "fact", "fall", "fan", "far", "farm", "fast", "fawn", "feast", "fence", "fern", "ferry", "fetch",
    "field", "fig", "file", "film", "fin", "find", "fire", "first", "fish", "five", "flag", "flame", "flask", "flat",
    "flint", "float", "flock", "floor", "flow", "flute", "fly", "foal", "foam", "fog", "fold", "food", "foot", "fork",
    "form", "fort", "fox", "frame", "free", "fresh", "frog", "front", "frost", "fruit", "full", "fun", "game", "gate",
    "gauge", "gem", "giant", "gift", "girl", "give", "glad", "glass", "glide", "globe", "glove", "glow", "glue",
    "goal", "goat", "gold", "golf", "good", "goose", "gorge", "gown", "grain", "grand", "grape", "grass", "gravy",
    "green", "grey", "grid", "grill", "grip", "grove", "grow", "guard", "guess", "guest", "guide", "gull", "habit",
    "half", "hand", "happy", "harp", "hat", "hawk", "hay", "hazel", "head", "heat", "hedge", "help", "hen", "herb",
    "heron", "hill", "hinge", "hive", "hobby", "hold", "holly", "home", "honey", "hood", "hook", "hope", "horn",
    "horse", "hot", "hotel", "house", "hover", "human", "hut", "ice", "idea", "igloo", "image", "inch", "index",
    "ink", "inlet", "iris", "iron", "item", "ivory", "ivy", "jam", "jar", "jaw", "jelly", "jewel", "job", "jog",
    "join", "joke", "jolly", "joy", "judge", "jug", "juice", "jump", "just", "kayak", "keen", "keep", "kick", "kind",
    "king", "kiosk", "kite", "kiwi", "knee", "knock", "label", "lace", "ladle", "lady", "lake", "lamb", "lamp",
    "land", "large", "lark", "laser", "last", "late", "laugh", "lava", "lawn", "layer", "lazy", "leaf", "lean",
    "learn", "leave", "ledge", "left", "lemon", "lend", "lens", "level", "lever", "lid", "life", "lift", "light",
    "lilac", "lily", "limb", "lime", "line", "linen", "link", "lion", "list", "live", "llama", "loaf", "lobby",
    "local", "lock", "lodge", "loft", "log", "long", "look", "loop", "lorry", "loud", "love", "low", "loyal", "lucky",
    "lunch", "lung", "lyric", "magic", "major", "make", "mango", "maple", "march", "mask", "mast", "mat", "match",
    "maze", "meal", "melon", "menu", "merit", "merry", "mesh", "metal", "mile", "milk", "mill", "mimic", "mind",
    "mine", "mint", "mist", "mix", "moat", "model", "mole", "month", "moon", "moose", "more", "moss", "moth", "motor",
    "mouse", "mouth", "move", "much", "mud", "mug", "mule", "music", "nail", "name", "navy", "near", "neat", "neck",
    "need", "nest", "net", "news", "next", "nice", "niece", "nine", "noble", "nod", "noise", "noon", "north", "note",
    "novel", "now", "nurse", "nut", "oak", "oar", "oasis", "oat", "oboe", "ocean", "offer", "often", "oil", "old",
    "olive", "onion", "only", "onyx", "open", "opera", "orbit", "order", "organ", "otter", "outer", "oval", "oven",
    "over", "owl", "own", "owner", "ox", "pack", "page", "paint", "palm", "pan", "panda", "panel", "pansy", "paper",
    "park", "part", "pass", "paste", "patch", "path", "pause", "pave", "peach", "peak", "pearl", "pedal", "pen",
    "perch", "petal", "phone", "photo", "piano", "pie", "pier", "pile", "pilot", "pine", "pink", "pipe", "pitch",
    "pizza", "place", "plan", "plank", "plant", "plate", "play", "plaza", "plum", "plus", "poem", "point", "polar",
    "pole", "polo", "pond", "pony", "pool", "poppy", "porch", "port", "post", "pouch", "press", "price", "pride",
    "print", "prize", "proud", "prune", "pull", "pulse", "pump", "pupil", "puppy", "pure", "purse", "quail", "queen",
    "quest", "queue", "quick", "quiet", "quill", "quilt", "quite", "quiz", "quote", "race", "radar", "radio", "raft",
    "rail", "rake", "ram", "ramp", "ranch", "range", "rapid", "rare", "raven", "reach", "ready", "real", "reef",
    "relay", "rent", "rest", "rice", "rich", "ride", "ridge", "ring", "ripe", "rise", "river", "roast", "robe",
    "robin", "rock", "rod", "roll", "roof", "room", "rope", "rotor", "round", "royal", "ruby", "rug", "rule", "run",
    "rye", "sack", "safe", "salad", "salt", "same", "sand", "satin", "scale", "scarf", "scone", "scoop", "score",
    "scout", "seat", "send", "sense", "seven", "shade", "shape", "share", "sharp", "shed", "sheep", "shelf", "shell",
    "shine", "ship", "shirt", "shoe", "shop", "shore", "short", "shout", "show", "shrub", "sign", "silk", "sing",
    "six", "size", "skate", "ski", "skill", "skin", "skirt", "sky", "slate", "sled", "sleep", "slice", "slide",
    "slope", "slow", "small", "smart", "smile", "snack", "snail", "snow", "soap", "sock", "sofa", "soft", "soil",
    "solar", "solid", "solo", "song", "soon", "sort", "sound", "soup", "south", "space", "spade", "spark", "speak",
    "spell", "spice", "spin", "spoon", "sport", "spot", "squid", "stack", "stage", "stamp", "star", "start", "state",
    "stay", "steam", "stem", "step", "stick", "still", "stock", "stone", "stool", "stop", "store", "stork", "storm",
    "story", "stove", "straw", "stump", "style", "sugar", "suit", "sunny", "sure", "surf", "swan", "swift", "swim",
    "swing", "syrup", "table", "talk", "tall", "tango", "tank", "tape", "tart", "task", "taste", "taxi", "teach",
    "team", "tell", "ten", "tent", "term", "thank", "thick", "thin", "thing", "think", "three", "thumb", "tidy",
    "tiger", "tile", "time", "tin", "tiny", "title", "toast", "today", "token", "tone", "tool", "tooth", "top",
    "topic", "torch", "tower", "town", "toy", "track", "trade", "trail", "train", "tram", "tray", "treat", "tree",
    "trek", "trend", "trial", "tribe", "trick", "trip", "trout", "truck", "true", "trunk", "trust", "try", "tub",
    "tube", "tulip", "tuna", "turn", "twin", "twist", "uncle", "under", "unit", "upper", "urban", "use", "usual",
    "value", "van", "vase", "vast", "vault", "verse", "vest", "view", "villa", "vine", "vinyl", "viola", "visit",
    "vivid", "voice", "vote", "wafer", "wagon", "walk", "wall", "waltz", "warm", "wash", "watch", "water", "wave",
    "wax", "weave", "well", "west", "wheat", "wheel", "whisk", "white", "wide", "wife", "wild", "win", "wind", "wing",
    "wire", "wise", "wish", "wolf", "wool", "word", "work", "world", "wrist", "yacht", "yard", "yarn", "year", "yes",
    "yoga", "young", "zebra", "zero", "zest", "zinc", "zone", "zoo",
};
// clang-format on

} // namespace

QString comparisonWord(std::uint64_t index)
{
    Q_ASSERT(index < kWords.size());
    const std::string_view word = kWords[static_cast<std::size_t>(index) % kWords.size()];
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

} // namespace safelight
