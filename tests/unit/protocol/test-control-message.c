/* Control messages: what goes out comes in again, and what must not come in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/control-message.h"

#include <string.h>

#include "base/limits.h"
#include "hostile-text.h"
#include "protocol/protocol-error.h"

#define ANNA "{\"id\":\"host\",\"name\":\"Anna\",\"colour\":\"teal\",\"host\":true,\"microphone_on\":true,\"camera_on\":false," \
             "\"sharing\":false,\"picture_held\":false}"
#define KEY "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
#define PROOF "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj" \
              "JCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0BBQkNERUZH"
#define BEN "{\"id\":\"b-_9\",\"name\":\"Ben\",\"colour\":\"red\",\"host\":false,\"microphone_on\":false,\"camera_on\":true," \
            "\"sharing\":true,\"share_sound\":true,\"picture_held\":true,\"slow\":true,\"hand\":40,\"hand_lowered\":2," \
            "\"key\":\"" KEY "\",\"proof\":\"" PROOF "\"}"
#define ROSTER "{\"type\":\"roster\",\"version\":9007199254740991,\"you\":\"b-_9\",\"members\":[" ANNA "," BEN "]}"
#define SPEAKERS "{\"type\":\"speakers\",\"version\":7,\"slots\":[\"host\",\"\",\"b-_9\"],\"speaking\":[\"b-_9\"],\"active\":\"b-_9\"}"
#define LAYERS "{\"type\":\"layers\",\"version\":3,\"wanted\":5,\"wanted_share\":2}"
#define SMALL "{\"w\":320,\"h\":180,\"b\":150000}"
#define LARGE "{\"w\":1280,\"h\":720,\"b\":1500000}"
#define BEN_OF_STATE "\"name\":\"Ben\",\"colour\":\"red\",\"microphone_on\":true,\"camera_on\":false,\"sharing\":true," \
                     "\"share_paused\":true,\"share_sound\":true,\"hand_raised\":9007199254740991"
#define STATE "{\"type\":\"state\",\"version\":4,\"state\":{" BEN_OF_STATE ",\"proof\":\"" PROOF "\",\"layers\":[" SMALL "," LARGE "]," \
              "\"share_layers\":[" LARGE "]}}"
#define TILE "{\"id\":\"host\",\"w\":1280,\"h\":720,\"pinned\":true}"
#define VIEW "{\"type\":\"view\",\"version\":2,\"tiles\":[" TILE "," \
             "{\"id\":\"g2\",\"picture\":\"share\",\"w\":320,\"h\":180,\"pinned\":false}]}"

#define ACT "{\"type\":\"act\",\"act\":\"set-role\",\"target\":\"b-_9\",\"role\":\"co-host\"}"
#define DEED "{\"type\":\"deed\",\"act\":\"answer\",\"target\":\"k1\",\"answer\":\"block\",\"actor\":\"host\",\"actor_name\":\"Anna\"," \
             "\"target_name\":\"Ben\"}"
#define DOOR "{\"type\":\"door\",\"version\":5,\"locked\":true,\"knocks\":[{\"id\":\"k1\",\"name\":\"Ben\",\"colour\":\"red\"," \
             "\"key\":\"" KEY "\"}]}"
#define NONCE "AAECAwQFBgcICQoLDA0ODw"
#define SIGNATURE "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8" \
                  "gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw"
#define COMPARE "{\"type\":\"compare\",\"peer\":\"b-_9\",\"step\":\"reveal\",\"commitment\":\"" KEY "\",\"nonce\":\"" NONCE "\"," \
                "\"signature\":\"" SIGNATURE "\"}"

/* One pixel: red. */
#define SHAPE "AQEAAP8AAP8"

#define SAY "{\"type\":\"say\",\"number\":1800000000001,\"text\":\"Hello \\\"all\\\"\\nBye\",\"target\":\"b-_9\"}"
#define SAID "{\"type\":\"said\",\"number\":7,\"time\":1800000000000,\"text\":\"Hello\",\"colour\":\"teal\",\"earlier\":true," \
             "\"target\":\"b-_9\",\"actor\":\"host\",\"actor_name\":\"Anna\",\"target_name\":\"Ben\"}"
#define SNAPSHOT "{\"type\":\"snapshot\",\"peer\":\"b-_9\",\"picture\":\"share\"}"
#define REACT "{\"type\":\"react\",\"reaction\":\"thumbs-up\"}"
#define REACTED "{\"type\":\"reacted\",\"reaction\":\"party\",\"actor\":\"b-_9\"}"
#define POINTER "{\"type\":\"pointer\",\"x\":65535,\"y\":7,\"span\":65536,\"shape\":\"" SHAPE "\",\"version\":9,\"actor\":\"b-_9\"}"
#define UNSAID "{\"type\":\"unsaid\",\"number\":7,\"refusal\":\"too-fast\"}"

/* Every type, in the order of the enum. */
static const char *const texts_of_types[HEARTH_N_CONTROL_TYPES] = {
  ROSTER, SPEAKERS, LAYERS, STATE, VIEW, "{\"type\":\"ping\"}", "{\"type\":\"bye\"}", ACT, DEED, DOOR,
  COMPARE, SAY, SAID, UNSAID, SNAPSHOT, REACT, REACTED, POINTER,
};

static HearthControlMessage *
parse_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  HearthControlMessage *message = hearth_control_message_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (message);
  return message;
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts_of_types); i++)
    {
      g_autoptr (HearthControlMessage) message = parse_good (texts_of_types[i]);
      g_autofree char *text = hearth_control_message_to_text (message);

      g_assert_cmpint (message->type, ==, i);
      g_assert_cmpstr (text, ==, texts_of_types[i]);
    }
}

static void
test_roster (void)
{
  g_autoptr (HearthControlMessage) roster = parse_good (ROSTER);
  const HearthMemberState *ben;

  g_assert_cmpuint (roster->version, ==, (G_GUINT64_CONSTANT (1) << 53) - 1);
  g_assert_cmpstr (roster->you, ==, "b-_9");
  g_assert_cmpuint (roster->members->len, ==, 2);
  ben = g_ptr_array_index (roster->members, 1);
  g_assert_cmpstr (ben->name, ==, "Ben");
  g_assert_false (ben->host);
  g_assert_false (ben->microphone_on);
  g_assert_true (ben->camera_on);
  g_assert_true (ben->sharing);
  g_assert_true (ben->share_sound);
  g_assert_false (ben->share_paused);
  g_assert_true (ben->picture_held);
  g_assert_true (ben->slow);
  g_assert_false (((const HearthMemberState *) g_ptr_array_index (roster->members, 0))->slow);
}

static void
test_speakers (void)
{
  g_autoptr (HearthControlMessage) speakers = parse_good (SPEAKERS);
  g_autoptr (HearthControlMessage) silence
    = parse_good ("{\"type\":\"speakers\",\"version\":8,\"slots\":[],\"speaking\":[]}");

  g_assert_cmpuint (speakers->slots->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (speakers->slots, 1), ==, "");
  g_assert_cmpstr (g_ptr_array_index (speakers->speaking, 0), ==, "b-_9");
  g_assert_cmpstr (speakers->active, ==, "b-_9");
  g_assert_null (silence->active);
}

static void
test_layers_and_view (void)
{
  g_autoptr (HearthControlMessage) wanted = parse_good (LAYERS);
  g_autoptr (HearthControlMessage) state = parse_good (STATE);
  g_autoptr (HearthControlMessage) view = parse_good (VIEW);
  const HearthLayerState *layer;
  const HearthTile *tile;

  g_assert_cmpuint (wanted->wanted, ==, 5);
  g_assert_cmpuint (wanted->wanted_share, ==, 2);
  g_assert_true (state->state->share_paused);
  g_assert_true (state->state->share_sound);
  g_assert_cmpuint (state->state->layers->len, ==, 2);
  layer = g_ptr_array_index (state->state->layers, 1);
  g_assert_cmpuint (layer->width, ==, 1280);
  g_assert_cmpuint (layer->bitrate, ==, 1500000);
  g_assert_cmpuint (state->state->share_layers->len, ==, 1);
  layer = g_ptr_array_index (state->state->share_layers, 0);
  g_assert_cmpuint (layer->height, ==, 720);
  tile = g_ptr_array_index (view->tiles, 0);
  g_assert_cmpstr (tile->id, ==, "host");
  g_assert_cmpuint (tile->height, ==, 720);
  g_assert_true (tile->pinned);
  g_assert_cmpint (tile->kind, ==, HEARTH_PICTURE_CAMERA);
  tile = g_ptr_array_index (view->tiles, 1);
  g_assert_cmpint (tile->kind, ==, HEARTH_PICTURE_SHARE);
}

static void
test_new (void)
{
  g_autoptr (HearthControlMessage) roster = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  g_autoptr (HearthControlMessage) state = hearth_control_message_new (HEARTH_CONTROL_STATE);
  g_autoptr (HearthControlMessage) view = hearth_control_message_new (HEARTH_CONTROL_VIEW);
  g_autoptr (HearthControlMessage) again = NULL;
  g_autoptr (HearthControlMessage) view_again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *unattended = NULL;
  g_autofree char *text_of_view = NULL;

  roster->you = g_strdup ("x");
  text = hearth_control_message_to_text (roster);
  g_assert_cmpstr (text, ==, "{\"type\":\"roster\",\"version\":0,\"you\":\"x\",\"members\":[]}");
  g_assert_nonnull (state->state->layers);

  /* Who hosts is said where nobody sits there; cleaned like every name, and no reason to refuse a roster that does not say it. */
  roster->host_name = g_strdup ("Cellar");
  roster->host_slow = TRUE;
  unattended = hearth_control_message_to_text (roster);
  g_assert_cmpstr (unattended, ==,
                   "{\"type\":\"roster\",\"version\":0,\"you\":\"x\",\"members\":[],\"host_name\":\"Cellar\",\"host_slow\":true}");
  again = parse_good (unattended);
  g_assert_cmpstr (again->host_name, ==, "Cellar");
  g_assert_true (again->host_slow);

  g_ptr_array_add (view->tiles, hearth_tile_new ("g7", HEARTH_PICTURE_CAMERA, 1, 2, FALSE));
  text_of_view = hearth_control_message_to_text (view);
  view_again = parse_good (text_of_view);
  g_assert_cmpstr (((const HearthTile *) g_ptr_array_index (view_again->tiles, 0))->id, ==, "g7");
}

/* The longest messages that a host or a guest writes fit. */
static void
test_full_room (void)
{
  g_autoptr (HearthControlMessage) roster = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  g_autoptr (HearthControlMessage) again = NULL;
  g_autoptr (HearthControlMessage) view = hearth_control_message_new (HEARTH_CONTROL_VIEW);
  g_autoptr (HearthControlMessage) view_again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_of_view = NULL;

  roster->you = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
  for (guint i = 0; i < HEARTH_LIMIT_ROOM_PEOPLE; i++)
    {
      HearthMemberState *member = hearth_member_state_new ();

      member->id = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
      member->name = g_strnfill (HEARTH_LIMIT_NAME_BYTES, '"'); /* becomes twice as long */
      member->colour = g_strdup ("yellow");
      g_ptr_array_add (roster->members, member);
    }
  for (guint i = 0; i < HEARTH_LIMIT_VIEW_TILES; i++)
    g_ptr_array_add (view->tiles, hearth_tile_new (roster->you, HEARTH_PICTURE_SHARE, HEARTH_LIMIT_TILE_PIXELS, HEARTH_LIMIT_TILE_PIXELS,
                                                   TRUE));
  text = hearth_control_message_to_text (roster);
  again = parse_good (text);
  g_assert_cmpuint (again->members->len, ==, HEARTH_LIMIT_ROOM_PEOPLE);
  text_of_view = hearth_control_message_to_text (view);
  view_again = parse_good (text_of_view);
  g_assert_cmpuint (view_again->tiles->len, ==, HEARTH_LIMIT_VIEW_TILES);
}

static void
assert_refused (const char *text,
                int         code)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%.200s", text);
  g_assert_null (hearth_control_message_parse (text, strlen (text), &error));
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, code);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "{\"type\":\"roster\"}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\"}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":{}}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[1]}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[null]}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[[]]}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[" ANNA ",{}]}",
    "{\"type\":\"roster\",\"version\":9007199254740992,\"you\":\"x\",\"members\":[]}",
    "{\"type\":\"roster\",\"version\":-1,\"you\":\"x\",\"members\":[]}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"\",\"members\":[]}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[],\"host_name\":\" \"}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[],\"host_name\":7}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"a b\",\"members\":[]}",
    "{\"type\":\"speakers\",\"version\":1,\"slots\":[],\"speaking\":[\"\"]}",
    "{\"type\":\"speakers\",\"version\":1,\"slots\":[\"a b\"],\"speaking\":[]}",
    "{\"type\":\"speakers\",\"version\":1,\"slots\":[\"AAAAAAAAAAAAAAAAAAAAAAA\"],\"speaking\":[]}",
    "{\"type\":\"speakers\",\"version\":1,\"slots\":[7],\"speaking\":[]}",
    "{\"type\":\"speakers\",\"version\":1,\"slots\":[null],\"speaking\":[]}",
    "{\"type\":\"speakers\",\"version\":1,\"slots\":\"host\",\"speaking\":[]}",
    "{\"type\":\"speakers\",\"version\":1,\"slots\":[]}",
    "{\"type\":\"speakers\",\"version\":1,\"slots\":[],\"speaking\":[],\"active\":\"\"}",
    "{\"type\":\"layers\",\"version\":1}",
    "{\"type\":\"layers\",\"wanted\":1}",
    "{\"type\":\"layers\",\"version\":1,\"wanted\":8}",
    "{\"type\":\"layers\",\"version\":1,\"wanted\":-1}",
    "{\"type\":\"layers\",\"version\":1,\"wanted\":1.5}",
    "{\"type\":\"layers\",\"version\":1,\"wanted\":1,\"wanted_share\":8}",
    "{\"type\":\"layers\",\"version\":1,\"wanted\":1,\"wanted_share\":null}",
    "{\"type\":\"state\",\"version\":1,\"state\":{" BEN_OF_STATE ",\"layers\":[],\"share_layers\":{}}}",
    "{\"type\":\"state\",\"version\":1,\"state\":{" BEN_OF_STATE ",\"layers\":[],\"share_layers\":[{\"w\":0,\"h\":180,\"b\":1}]}}",
    "{\"type\":\"view\",\"version\":1,\"tiles\":[{\"id\":\"x\",\"picture\":1,\"w\":1,\"h\":1,\"pinned\":false}]}",
    "{\"type\":\"state\",\"version\":1}",
    "{\"type\":\"state\",\"version\":1,\"state\":[]}",
    "{\"type\":\"state\",\"version\":1,\"state\":{}}",
    "{\"type\":\"state\",\"state\":{" BEN_OF_STATE ",\"layers\":[]}}",
    "{\"type\":\"state\",\"version\":1,\"state\":{" BEN_OF_STATE "}}",
    "{\"type\":\"state\",\"version\":1,\"state\":{" BEN_OF_STATE ",\"layers\":[{\"w\":0,\"h\":180,\"b\":1}]}}",
    "{\"type\":\"state\",\"version\":1,\"state\":{" BEN_OF_STATE ",\"layers\":[{\"w\":320,\"h\":16384,\"b\":1}]}}",
    "{\"type\":\"state\",\"version\":1,\"state\":{" BEN_OF_STATE ",\"layers\":[{\"w\":320,\"h\":180,\"b\":100000001}]}}",
    "{\"type\":\"state\",\"version\":1,\"state\":{\"name\":\"Ben\",\"colour\":\"red\",\"microphone_on\":1,\"camera_on\":false,"
    "\"sharing\":false,\"layers\":[]}}",
    "{\"type\":\"state\",\"version\":1,\"state\":{\"name\":\"Ben\",\"colour\":\"red\",\"microphone_on\":\"true\",\"camera_on\":false,"
    "\"sharing\":false,\"layers\":[]}}",
    "{\"type\":\"view\",\"version\":1}",
    "{\"type\":\"say\",\"number\":1}",
    "{\"type\":\"say\",\"text\":\"a\"}",
    "{\"type\":\"say\",\"number\":1,\"text\":\"\"}",
    "{\"type\":\"say\",\"number\":1,\"text\":\" \\n\\u202e\"}",
    "{\"type\":\"say\",\"number\":1,\"text\":[\"a\"]}",
    "{\"type\":\"say\",\"number\":-1,\"text\":\"a\"}",
    "{\"type\":\"say\",\"number\":1,\"text\":\"a\",\"target\":\"\"}",
    "{\"type\":\"said\",\"time\":1,\"text\":\"a\",\"colour\":\"red\",\"actor\":\"x\"}",
    "{\"type\":\"said\",\"time\":1,\"text\":\"a\",\"colour\":\"red\",\"actor_name\":\"x\"}",
    "{\"type\":\"said\",\"time\":0,\"text\":\"a\",\"colour\":\"red\",\"actor\":\"x\",\"actor_name\":\"x\"}",
    "{\"type\":\"said\",\"text\":\"a\",\"colour\":\"red\",\"actor\":\"x\",\"actor_name\":\"x\"}",
    "{\"type\":\"unsaid\",\"number\":1}",
    "{\"type\":\"unsaid\",\"refusal\":\"nobody\"}",
    "{\"type\":\"snapshot\",\"peer\":\"b-_9\"}",
    "{\"type\":\"snapshot\",\"picture\":\"camera\"}",
    "{\"type\":\"snapshot\",\"peer\":\"\",\"picture\":\"camera\"}",
    "{\"type\":\"snapshot\",\"peer\":\"b-_9\",\"picture\":\"mirror\"}",
    "{\"type\":\"snapshot\",\"peer\":\"b-_9\",\"picture\":0}",
    "{\"type\":\"view\",\"tiles\":[]}",
    "{\"type\":\"view\",\"version\":1,\"tiles\":[{}]}",
    "{\"type\":\"view\",\"version\":1,\"tiles\":[{\"id\":\"\",\"w\":1,\"h\":1,\"pinned\":false}]}",
    "{\"type\":\"view\",\"version\":1,\"tiles\":[{\"id\":\"x\",\"w\":0,\"h\":1,\"pinned\":false}]}",
    "{\"type\":\"view\",\"version\":1,\"tiles\":[{\"id\":\"x\",\"w\":1,\"h\":16385,\"pinned\":false}]}",
    "{\"type\":\"view\",\"version\":1,\"tiles\":[{\"id\":\"x\",\"w\":1,\"h\":1}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], HEARTH_PROTOCOL_ERROR_MALFORMED);
  assert_refused ("{\"type\":\"unmute\"}", HEARTH_PROTOCOL_ERROR_UNKNOWN_TYPE);
}

/* @head, then @n times @entry, then @tail. */
static char *
repeat (const char *head,
        const char *entry,
        guint       n,
        const char *tail)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", entry);
  g_string_append (text, tail);

  return g_string_free (text, FALSE);
}

static void
test_too_large (void)
{
  g_autofree char *crowd = repeat ("{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[", ANNA,
                                   HEARTH_LIMIT_ROOM_PEOPLE + 1, "]}");
  g_autofree char *slots = repeat ("{\"type\":\"speakers\",\"version\":1,\"slots\":[", "\"x\"", HEARTH_LIMIT_VOICE_SLOTS + 1,
                                   "],\"speaking\":[]}");
  g_autofree char *speaking = repeat ("{\"type\":\"speakers\",\"version\":1,\"slots\":[],\"speaking\":[", "\"x\"",
                                      HEARTH_LIMIT_ROOM_PEOPLE + 1, "]}");
  g_autofree char *layers = repeat ("{\"type\":\"state\",\"version\":1,\"state\":{" BEN_OF_STATE ",\"layers\":[", SMALL,
                                    HEARTH_LIMIT_VIDEO_LAYERS + 1, "]}}");
  g_autofree char *tiles = repeat ("{\"type\":\"view\",\"version\":1,\"tiles\":[", TILE, HEARTH_LIMIT_VIEW_TILES + 1, "]}");
  g_autofree char *letters = g_strnfill (HEARTH_LIMIT_CHAT_BYTES + 1, 'a');
  g_autofree char *say = g_strdup_printf ("{\"type\":\"say\",\"number\":1,\"text\":\"%s\"}", letters);
  g_autofree char *spaces = g_strnfill (HEARTH_LIMIT_CONTROL_BYTES + 1, ' ');

  assert_refused (crowd, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
  assert_refused (slots, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
  assert_refused (speaking, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
  assert_refused (layers, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
  assert_refused (tiles, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
  assert_refused (say, HEARTH_PROTOCOL_ERROR_TOO_LARGE);

  memcpy (spaces, "{\"type\":\"ping\"}", strlen ("{\"type\":\"ping\"}"));
  assert_refused (spaces, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
}

static gboolean
parse (const char *text,
       gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthControlMessage) message = hearth_control_message_parse (text, length, &error);

  if (message == NULL)
    g_assert_true (error->domain == HEARTH_PROTOCOL_ERROR);
  return message != NULL;
}

static void
test_hostile (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts_of_types); i++)
    {
      hostile_text_truncate (texts_of_types[i], parse);
      hostile_text_flip (texts_of_types[i], parse);
    }
}

static void
test_chat (void)
{
  g_autoptr (HearthControlMessage) say = parse_good (SAY);
  g_autoptr (HearthControlMessage) said = parse_good (SAID);
  g_autoptr (HearthControlMessage) plain = parse_good ("{\"type\":\"said\",\"time\":1,\"text\":\" \\u202ea\\u0308\\n\",\"colour\":\"mauve\","
                                                       "\"actor\":\"x\",\"actor_name\":\" \\u202eBen\"}");
  g_autoptr (HearthControlMessage) unsaid = parse_good (UNSAID);
  g_autoptr (HearthControlMessage) later = parse_good ("{\"type\":\"unsaid\",\"number\":1,\"refusal\":\"full-moon\"}");
  g_autofree char *longest = g_strnfill (HEARTH_LIMIT_CHAT_BYTES, '"'); /* becomes twice as long */
  g_autofree char *text = NULL;
  g_autoptr (HearthControlMessage) again = NULL;

  g_assert_cmpuint (say->number, ==, G_GUINT64_CONSTANT (1800000000001));
  g_assert_cmpstr (say->text, ==, "Hello \"all\"\nBye");
  g_assert_cmpstr (say->target, ==, "b-_9");
  g_assert_cmpuint (said->time, ==, G_GUINT64_CONSTANT (1800000000000));
  g_assert_true (said->earlier);
  g_assert_cmpstr (said->actor_name, ==, "Anna");
  g_assert_cmpstr (said->target_name, ==, "Ben");

  /* Whoever receives it cleans it. */
  g_assert_cmpstr (plain->text, ==, "\u00e4");
  g_assert_cmpstr (plain->colour, ==, "slate");
  g_assert_cmpstr (plain->actor_name, ==, "Ben");
  g_assert_cmpuint (plain->number, ==, 0);
  g_assert_null (plain->target);
  g_assert_false (plain->earlier);
  g_assert_cmpint (unsaid->refusal, ==, HEARTH_CHAT_TOO_FAST);
  g_assert_cmpint (later->refusal, ==, HEARTH_CHAT_WITHHELD);

  g_free (g_steal_pointer (&said->text));
  said->text = g_steal_pointer (&longest);
  text = hearth_control_message_to_text (said);
  again = parse_good (text);
  g_assert_cmpstr (again->text, ==, said->text);
}

/* What is put together here says the same at the other end. */
static void
test_acts (void)
{
  static const HearthAct acts[] = {
    { .kind = HEARTH_ACT_MUTE, .target = "g1" },
    { .kind = HEARTH_ACT_SET_ROLE, .target = "g1", .role = HEARTH_ROLE_CO_HOST },
    { .kind = HEARTH_ACT_SET_SWITCHES, .switches = HEARTH_SWITCH_SHARE },
    { .kind = HEARTH_ACT_ANSWER, .target = "k1", .answer = HEARTH_KNOCK_BLOCK },
    { .kind = HEARTH_ACT_LOCK },
    { .kind = HEARTH_ACT_LOWER_HAND, .target = "g1" },
    { .kind = HEARTH_ACT_LOWER_ALL_HANDS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_ACT);
      g_autoptr (HearthControlMessage) read = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      HearthAct act;

      hearth_control_message_set_act (message, &acts[i]);
      text = hearth_control_message_to_text (message);
      read = hearth_control_message_parse (text, strlen (text), &error);
      g_assert_no_error (error);
      act = hearth_control_message_get_act (read);
      g_assert_cmpint (act.kind, ==, acts[i].kind);
      g_assert_cmpstr (act.target, ==, acts[i].target);
      g_assert_cmpint (act.role, ==, acts[i].role);
      g_assert_cmpint (act.answer, ==, acts[i].answer);
      if (act.kind == HEARTH_ACT_SET_SWITCHES)
        g_assert_cmpuint (act.switches, ==, acts[i].switches);
    }
}

static void
test_door (void)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_DOOR);
  g_autoptr (HearthControlMessage) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const HearthKnockState *knock;

  message->version = 1;
  message->locked = TRUE;
  hearth_control_message_add_knock (message, "k1", "Ben", "red", NULL);
  hearth_control_message_add_knock (message, "k2", "Carla", "blue", NULL);
  text = hearth_control_message_to_text (message);
  read = hearth_control_message_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_true (read->locked);
  g_assert_cmpuint (read->knocks->len, ==, 2);
  knock = g_ptr_array_index (read->knocks, 1);
  g_assert_cmpstr (knock->id, ==, "k2");
  g_assert_cmpstr (knock->name, ==, "Carla");
  g_assert_cmpstr (knock->colour, ==, "blue");
}

/* A place in the row of hands, and what is shown for a moment: nothing outside the table is. */
static void
test_gestures (void)
{
  static const char *const bad[] = {
    "{\"type\":\"react\"}",
    "{\"type\":\"react\",\"reaction\":\"<b>\"}",
    "{\"type\":\"react\",\"reaction\":0}",
    "{\"type\":\"react\",\"reaction\":\"Party\"}",
    "{\"type\":\"reacted\",\"reaction\":\"party\"}",
    "{\"type\":\"reacted\",\"reaction\":\"party\",\"actor\":\"\"}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"b-_9\",\"members\":[{\"id\":\"b-_9\",\"name\":\"Ben\",\"colour\":\"red\",\"host\":false,"
    "\"microphone_on\":false,\"camera_on\":true,\"sharing\":true,\"picture_held\":true,\"hand\":41}]}",
  };
  g_autoptr (HearthControlMessage) roster = parse_good (ROSTER);
  g_autoptr (HearthControlMessage) state = parse_good (STATE);

  g_assert_cmpuint (((HearthMemberState *) g_ptr_array_index (roster->members, 0))->hand, ==, 0);
  g_assert_cmpuint (((HearthMemberState *) g_ptr_array_index (roster->members, 1))->hand, ==, 40);
  g_assert_cmpuint (state->state->hand_raised, ==, G_GUINT64_CONSTANT (9007199254740991));
  g_assert_cmpuint (((HearthMemberState *) g_ptr_array_index (roster->members, 1))->hand_lowered, ==, 2);
  for (guint i = 0; i < HEARTH_N_REACTIONS; i++)
    {
      g_autoptr (HearthControlMessage) reacted = hearth_control_message_new (HEARTH_CONTROL_REACTED);
      g_autoptr (HearthControlMessage) read = NULL;
      g_autofree char *text = NULL;

      reacted->actor = g_strdup ("g1");
      reacted->reaction = (HearthReaction) i;
      text = hearth_control_message_to_text (reacted);
      read = parse_good (text);
      g_assert_cmpint (read->reaction, ==, i);
      g_assert_cmpstr (read->actor, ==, "g1");
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hearth_control_message_parse (bad[i], strlen (bad[i]), &error));
      g_assert_nonnull (error);
    }
}

static HearthPointerShape *
shape_new (guint8 red)
{
  const guint8 pixels[] = { red, 0, 0, 255 };

  return hearth_pointer_shape_new (1, 1, 0, 0, pixels);
}

static void
say_pointer (const HearthPointer      *pointer,
             const HearthPointerShape *known,
             HearthPointerShape      **shape,
             HearthPointer            *there)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_POINTER);
  g_autoptr (HearthControlMessage) read = NULL;
  g_autofree char *text = NULL;

  hearth_control_message_set_pointer (message, pointer, known);
  text = hearth_control_message_to_text (message);
  read = parse_good (text);
  hearth_control_message_apply_pointer (read, shape, there);
}

/* What it looks like is said where that is new, and one that nobody has said the looks of is not shown. */
static void
test_pointer (void)
{
  static const char *const bad[] = {
    "{\"type\":\"pointer\"}",
    "{\"type\":\"pointer\",\"version\":1,\"x\":65536}",
    "{\"type\":\"pointer\",\"version\":1,\"y\":-1}",
    "{\"type\":\"pointer\",\"version\":1,\"span\":65537}",
    "{\"type\":\"pointer\",\"version\":1,\"span\":0.5}",
    "{\"type\":\"pointer\",\"version\":1,\"shape\":\"\"}",
    "{\"type\":\"pointer\",\"version\":1,\"shape\":\"AQEAAP8AAP8A\"}",
    "{\"type\":\"pointer\",\"version\":1,\"actor\":\"\"}",
  };
  g_autoptr (HearthPointerShape) red = shape_new (255);
  g_autoptr (HearthPointerShape) dark = shape_new (10);
  g_autoptr (HearthControlMessage) good = parse_good (POINTER);
  g_autoptr (HearthPointerShape) shape = NULL;
  g_auto (HearthPointer) there = { 0 };

  g_assert_cmpuint (good->x, ==, 65535);
  g_assert_true (hearth_control_message_apply_pointer (good, &shape, &there));
  g_assert_true (hearth_pointer_shape_equal (there.shape, red));
  g_assert_false (hearth_control_message_apply_pointer (good, &shape, &there));

  say_pointer (&(HearthPointer) { red, 1, 2, 3 }, red, &shape, &there);
  g_assert_true (hearth_pointer_shape_equal (there.shape, red));
  g_assert_cmpuint (there.x, ==, 1);
  g_assert_cmpuint (there.span, ==, 3);
  say_pointer (&(HearthPointer) { dark, 1, 2, 3 }, red, &shape, &there);
  g_assert_true (hearth_pointer_shape_equal (there.shape, dark));

  /* What it looks like lasts while it is hidden. */
  say_pointer (NULL, dark, &shape, &there);
  g_assert_null (there.shape);
  say_pointer (&(HearthPointer) { dark, 4, 5, 6 }, dark, &shape, &there);
  g_assert_true (hearth_pointer_shape_equal (there.shape, dark));
  g_assert_cmpuint (there.y, ==, 5);

  hearth_pointer_clear (&there);
  g_clear_pointer (&shape, hearth_pointer_shape_unref);
  say_pointer (&(HearthPointer) { dark, 4, 5, 6 }, dark, &shape, &there);
  g_assert_null (there.shape);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hearth_control_message_parse (bad[i], strlen (bad[i]), &error));
      g_assert_nonnull (error);
    }
}

/* The largest one fits, whoever says it. */
static void
test_largest_pointer (void)
{
  g_autofree guint8 *pixels = g_malloc0 (4 * HEARTH_LIMIT_POINTER_PIXELS * HEARTH_LIMIT_POINTER_PIXELS);
  g_autoptr (HearthPointerShape) shape = hearth_pointer_shape_new (HEARTH_LIMIT_POINTER_PIXELS, HEARTH_LIMIT_POINTER_PIXELS, 0, 0, pixels);
  const HearthPointer pointer = { shape, HEARTH_POINTER_WHOLE - 1, HEARTH_POINTER_WHOLE - 1, HEARTH_POINTER_WHOLE };
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_POINTER);
  g_autoptr (HearthControlMessage) read = NULL;
  g_autofree char *text = NULL;

  message->version = (G_GUINT64_CONSTANT (1) << 53) - 1;
  message->actor = g_strnfill (22, 'a');
  hearth_control_message_set_pointer (message, &pointer, NULL);
  text = hearth_control_message_to_text (message);
  g_assert_cmpuint (strlen (text), <=, HEARTH_LIMIT_CONTROL_BYTES);
  read = parse_good (text);
  g_assert_cmpstr (read->shape, ==, message->shape);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/control-message/round-trip", test_round_trip);
  g_test_add_func ("/protocol/control-message/roster", test_roster);
  g_test_add_func ("/protocol/control-message/speakers", test_speakers);
  g_test_add_func ("/protocol/control-message/layers-and-view", test_layers_and_view);
  g_test_add_func ("/protocol/control-message/new", test_new);
  g_test_add_func ("/protocol/control-message/acts", test_acts);
  g_test_add_func ("/protocol/control-message/door", test_door);
  g_test_add_func ("/protocol/control-message/chat", test_chat);
  g_test_add_func ("/protocol/control-message/gestures", test_gestures);
  g_test_add_func ("/protocol/control-message/pointer", test_pointer);
  g_test_add_func ("/protocol/control-message/largest-pointer", test_largest_pointer);
  g_test_add_func ("/protocol/control-message/full-room", test_full_room);
  g_test_add_func ("/protocol/control-message/refused", test_refused);
  g_test_add_func ("/protocol/control-message/too-large", test_too_large);
  g_test_add_func ("/protocol/control-message/hostile", test_hostile);

  return g_test_run ();
}
