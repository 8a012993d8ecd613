/* What the test of the whole program can make happen from outside: see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fake-actions.h"

#include "fake-call.h"
#include "fake-participant.h"

static void
on_people (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  hearth_fake_call_set_people (HEARTH_CALL (user_data), (guint) g_variant_get_int32 (parameter));
}

static void
on_notice (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  const char *detail;
  int notice;

  g_variant_get (parameter, "(i&s)", &notice, &detail);
  hearth_fake_call_notice (HEARTH_CALL (user_data), (HearthCallNotice) notice, detail);
}

static void
on_end (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  const char *const *names = hearth_fake_call_get_error_names ();

  for (int code = 0; names[code] != NULL; code++)
    if (g_str_equal (names[code], g_variant_get_string (parameter, NULL)))
      hearth_fake_call_end (HEARTH_CALL (user_data), (HearthCallError) code);
}

static void
on_reconnecting (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  hearth_fake_call_set_reconnecting (HEARTH_CALL (user_data), g_variant_get_boolean (parameter));
}

static void
on_server_there (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  hearth_fake_call_set_server_there (HEARTH_CALL (user_data), g_variant_get_boolean (parameter));
}

static void
on_speaking (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  hearth_fake_call_set_speaking (HEARTH_CALL (user_data), (guint) g_variant_get_int32 (parameter));
}

static void
on_unattended (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  hearth_fake_call_set_unattended (HEARTH_CALL (user_data), g_variant_get_string (parameter, NULL));
}

static void
on_knock (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  hearth_fake_call_knock (HEARTH_CALL (user_data), g_variant_get_string (parameter, NULL));
}

static void
on_sharing (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  HearthSharing *sharing = hearth_call_get_sharing (HEARTH_CALL (user_data));

  hearth_fake_sharing_set_state (sharing, (HearthSharingState) g_variant_get_int32 (parameter));
}

static void
on_others_screen (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  gboolean sharing;
  int position;

  g_variant_get (parameter, "(ib)", &position, &sharing);
  hearth_fake_participant_set_sharing (hearth_fake_call_get_person (HEARTH_CALL (user_data), (guint) position), sharing);
}

static void
on_others_sound (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  gboolean heard;
  int position;

  g_variant_get (parameter, "(ib)", &position, &heard);
  hearth_picture_set_heard (hearth_participant_get_share (hearth_fake_call_get_person (HEARTH_CALL (user_data), (guint) position)), heard);
}

static void
on_name (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  const char *name;
  int position;

  g_variant_get (parameter, "(i&s)", &position, &name);
  hearth_fake_call_set_name (HEARTH_CALL (user_data), (guint) position, name);
}

static void
on_trust (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  int position, trust;

  g_variant_get (parameter, "(ii)", &position, &trust);
  hearth_fake_call_set_trust (HEARTH_CALL (user_data), (guint) position, (HearthTrust) trust);
}

static void
on_invite (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  hearth_fake_call_invite (HEARTH_CALL (user_data), (guint) g_variant_get_int32 (parameter));
}

static void
on_compare (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  hearth_fake_call_compare (HEARTH_CALL (user_data), (HearthComparisonStage) g_variant_get_int32 (parameter));
}

static void
on_withheld (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  hearth_fake_call_set_withheld (HEARTH_CALL (user_data), g_variant_get_boolean (parameter));
}

static void
on_keep_link (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  hearth_fake_call_set_keep_link (HEARTH_CALL (user_data), g_variant_get_boolean (parameter));
}

static void
on_untold (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  hearth_fake_call_set_untold (HEARTH_CALL (user_data), g_variant_get_boolean (parameter));
}

static void
on_verdict (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  gboolean blocked;
  const char *name;

  g_variant_get (parameter, "(&sb)", &name, &blocked);
  hearth_fake_call_add_verdict (HEARTH_CALL (user_data), name, blocked);
}

static void
on_chat (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  const char *text;
  gboolean to_self;
  int position;

  g_variant_get (parameter, "(i&sb)", &position, &text, &to_self);
  hearth_fake_call_write (HEARTH_CALL (user_data), (guint) position, text, to_self, FALSE);
}

static void
on_may_write (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  hearth_fake_call_set_may_write (HEARTH_CALL (user_data), g_variant_get_boolean (parameter));
}

static void
on_network (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  hearth_fake_call_fill_network (HEARTH_CALL (user_data), (guint) g_variant_get_int32 (parameter));
}

static void
on_slow (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  gboolean slow;
  int position;

  g_variant_get (parameter, "(ib)", &position, &slow);
  hearth_fake_call_set_slow (HEARTH_CALL (user_data), (guint) position, slow);
}

static void
on_hand (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  HearthCall *call = HEARTH_CALL (user_data);
  guint n = g_list_model_get_n_items (hearth_call_get_participants (call));
  gboolean raised;
  int position;

  g_variant_get (parameter, "(ib)", &position, &raised);
  for (guint i = position >= 0 ? (guint) position : 1; i < (position >= 0 ? (guint) position + 1 : n); i++)
    hearth_fake_call_set_hand (call, i, raised);
}

static void
on_react (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  HearthCall *call = HEARTH_CALL (user_data);
  guint n = g_list_model_get_n_items (hearth_call_get_participants (call));
  int position, reaction;

  g_variant_get (parameter, "(ii)", &position, &reaction);
  for (guint i = position >= 0 ? (guint) position : 0; i < (position >= 0 ? (guint) position + 1 : n); i++)
    hearth_fake_call_react (call, i, (HearthReaction) reaction);
}

static void
on_muted_talk (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  hearth_fake_call_notice (HEARTH_CALL (user_data), HEARTH_NOTICE_MUTED_TALK, NULL);
}

static void
on_spoken (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  g_signal_emit_by_name (hearth_call_get_signs (HEARTH_CALL (user_data)), "spoken");
}

static void
on_plug (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  const char *name;
  gboolean there;
  int kind;

  g_variant_get (parameter, "(i&sb)", &kind, &name, &there);
  hearth_fake_call_plug (HEARTH_CALL (user_data), (HearthDeviceKind) kind, name, there);
}

void
hearth_fake_actions_add (HearthCall *call)
{
  static const GActionEntry entries[] = {
    { .name = "fake-people", .parameter_type = "i", .activate = on_people },
    { .name = "fake-notice", .parameter_type = "(is)", .activate = on_notice },
    { .name = "fake-end", .parameter_type = "s", .activate = on_end },
    { .name = "fake-reconnecting", .parameter_type = "b", .activate = on_reconnecting },
    { .name = "fake-server-there", .parameter_type = "b", .activate = on_server_there },
    { .name = "fake-speaking", .parameter_type = "i", .activate = on_speaking },
    { .name = "fake-unattended", .parameter_type = "s", .activate = on_unattended },
    { .name = "fake-sharing", .parameter_type = "i", .activate = on_sharing },
    { .name = "fake-others-screen", .parameter_type = "(ib)", .activate = on_others_screen },
    { .name = "fake-others-sound", .parameter_type = "(ib)", .activate = on_others_sound },
    { .name = "fake-knock", .parameter_type = "s", .activate = on_knock },
    { .name = "fake-name", .parameter_type = "(is)", .activate = on_name },
    { .name = "fake-trust", .parameter_type = "(ii)", .activate = on_trust },
    { .name = "fake-invite", .parameter_type = "i", .activate = on_invite },
    { .name = "fake-compare", .parameter_type = "i", .activate = on_compare },
    { .name = "fake-withheld", .parameter_type = "b", .activate = on_withheld },
    { .name = "fake-keep-link", .parameter_type = "b", .activate = on_keep_link },
    { .name = "fake-untold", .parameter_type = "b", .activate = on_untold },
    { .name = "fake-verdict", .parameter_type = "(sb)", .activate = on_verdict },
    { .name = "fake-chat", .parameter_type = "(isb)", .activate = on_chat },
    { .name = "fake-network", .parameter_type = "i", .activate = on_network },
    { .name = "fake-slow", .parameter_type = "(ib)", .activate = on_slow },
    { .name = "fake-hand", .parameter_type = "(ib)", .activate = on_hand },
    { .name = "fake-react", .parameter_type = "(ii)", .activate = on_react },
    { .name = "fake-muted-talk", .parameter_type = "b", .activate = on_muted_talk },
    { .name = "fake-spoken", .parameter_type = "b", .activate = on_spoken },
    { .name = "fake-plug", .parameter_type = "(isb)", .activate = on_plug },
    { .name = "fake-may-write", .parameter_type = "b", .activate = on_may_write },
  };
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), call);
}
