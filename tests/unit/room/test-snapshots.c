/* Who is told of a still, and how often: what is said waits for a channel, what is heard is counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/snapshots.h"

#include "base/limits.h"

typedef struct
{
  HearthSnapshots *snapshots;
  gboolean open;
  GString *said;
  GString *heard;
} Fixture;

static gboolean
on_send (HearthSnapshots      *snapshots,
         HearthControlMessage *message,
         Fixture              *fixture)
{
  g_assert_cmpint (message->type, ==, HEARTH_CONTROL_SNAPSHOT);
  if (fixture->open)
    g_string_append_printf (fixture->said, "%s %d,", message->peer, message->picture);

  return fixture->open;
}

static void
on_taken (HearthSnapshots   *snapshots,
          const char        *member_id,
          HearthPictureKind  kind,
          Fixture           *fixture)
{
  g_string_append_printf (fixture->heard, "%s %d,", member_id, kind);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->snapshots = hearth_snapshots_new (TRUE);
  fixture->said = g_string_new (NULL);
  fixture->heard = g_string_new (NULL);
  g_signal_connect (fixture->snapshots, "send", G_CALLBACK (on_send), fixture);
  g_signal_connect (fixture->snapshots, "taken", G_CALLBACK (on_taken), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->snapshots);
  g_string_free (fixture->said, TRUE);
  g_string_free (fixture->heard, TRUE);
}

static void
hear (Fixture           *fixture,
      const char        *from,
      HearthPictureKind  kind)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_SNAPSHOT);

  message->peer = g_strdup (from);
  message->picture = kind;
  hearth_snapshots_receive (fixture->snapshots, message);
}

static guint
count (const GString *text)
{
  guint n = 0;

  for (gsize i = 0; i < text->len; i++)
    n += text->str[i] == ',';

  return n;
}

static void
test_tell (Fixture       *fixture,
           gconstpointer  data)
{
  fixture->open = TRUE;
  g_assert_true (hearth_snapshots_tell (fixture->snapshots, "g1", HEARTH_PICTURE_CAMERA));
  g_assert_true (hearth_snapshots_tell (fixture->snapshots, "g2", HEARTH_PICTURE_SHARE));
  g_assert_cmpstr (fixture->said->str, ==, "g1 0,g2 1,");

  hearth_snapshots_repeat (fixture->snapshots);
  g_assert_cmpstr (fixture->said->str, ==, "g1 0,g2 1,");
}

/* Nobody is spared being told because the connection was away when it was saved. */
static void
test_tell_later (Fixture       *fixture,
                 gconstpointer  data)
{
  hearth_snapshots_tell (fixture->snapshots, "g1", HEARTH_PICTURE_CAMERA);
  hearth_snapshots_tell (fixture->snapshots, "g2", HEARTH_PICTURE_SHARE);
  hearth_snapshots_repeat (fixture->snapshots);
  g_assert_cmpstr (fixture->said->str, ==, "");

  fixture->open = TRUE;
  hearth_snapshots_repeat (fixture->snapshots);
  g_assert_cmpstr (fixture->said->str, ==, "g1 0,g2 1,");
  hearth_snapshots_repeat (fixture->snapshots);
  g_assert_cmpstr (fixture->said->str, ==, "g1 0,g2 1,");
}

static void
test_tell_many_later (Fixture       *fixture,
                      gconstpointer  data)
{
  for (guint i = 0; i < 10 * HEARTH_LIMIT_SNAPSHOTS; i++)
    g_assert_true (hearth_snapshots_tell (fixture->snapshots, "g1", HEARTH_PICTURE_CAMERA) == (i < HEARTH_LIMIT_SNAPSHOTS));

  fixture->open = TRUE;
  hearth_snapshots_repeat (fixture->snapshots);
  g_assert_cmpuint (count (fixture->said), ==, HEARTH_LIMIT_SNAPSHOTS);
}

/* A host has no other channel to wait for: who cannot be told at once is not told. */
static void
test_tell_at_once (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (HearthSnapshots) snapshots = hearth_snapshots_new (FALSE);

  g_signal_connect (snapshots, "send", G_CALLBACK (on_send), fixture);
  g_assert_false (hearth_snapshots_tell (snapshots, "g1", HEARTH_PICTURE_CAMERA));
  fixture->open = TRUE;
  hearth_snapshots_repeat (snapshots);
  g_assert_cmpstr (fixture->said->str, ==, "");
  g_assert_true (hearth_snapshots_tell (snapshots, "g2", HEARTH_PICTURE_CAMERA));
  g_assert_cmpstr (fixture->said->str, ==, "g2 0,");
}

static void
test_receive (Fixture       *fixture,
              gconstpointer  data)
{
  hear (fixture, "g1", HEARTH_PICTURE_SHARE);
  g_assert_cmpstr (fixture->heard->str, ==, "g1 1,");

  /* The host may be anybody's program. */
  for (guint i = 0; i < 100 * HEARTH_LIMIT_SNAPSHOTS; i++)
    hear (fixture, "g2", HEARTH_PICTURE_CAMERA);
  g_assert_cmpuint (count (fixture->heard), >=, HEARTH_LIMIT_SNAPSHOTS);
  g_assert_cmpuint (count (fixture->heard), <=, HEARTH_LIMIT_SNAPSHOTS + 5);

  /* What one has said too often costs nobody else anything. */
  g_string_truncate (fixture->heard, 0);
  hear (fixture, "g3", HEARTH_PICTURE_CAMERA);
  hear (fixture, "g1", HEARTH_PICTURE_CAMERA);
  g_assert_cmpstr (fixture->heard->str, ==, "g3 0,g1 0,");
}

static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  hearth_snapshots_tell (fixture->snapshots, "g1", HEARTH_PICTURE_CAMERA);
  hearth_snapshots_close (fixture->snapshots);
  hearth_snapshots_close (fixture->snapshots);

  fixture->open = TRUE;
  g_assert_false (hearth_snapshots_tell (fixture->snapshots, "g1", HEARTH_PICTURE_CAMERA));
  hearth_snapshots_repeat (fixture->snapshots);
  hear (fixture, "g1", HEARTH_PICTURE_CAMERA);
  g_assert_cmpstr (fixture->said->str, ==, "");
  g_assert_cmpstr (fixture->heard->str, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/room/snapshots/tell", Fixture, NULL, set_up, test_tell, tear_down);
  g_test_add ("/room/snapshots/tell-later", Fixture, NULL, set_up, test_tell_later, tear_down);
  g_test_add ("/room/snapshots/tell-many-later", Fixture, NULL, set_up, test_tell_many_later, tear_down);
  g_test_add ("/room/snapshots/tell-at-once", Fixture, NULL, set_up, test_tell_at_once, tear_down);
  g_test_add ("/room/snapshots/receive", Fixture, NULL, set_up, test_receive, tear_down);
  g_test_add ("/room/snapshots/closed", Fixture, NULL, set_up, test_closed, tear_down);

  return g_test_run ();
}
