/* What a person can do in a call, as actions: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/call-actions.h"

#include <string.h>

#include "ui/sign-sentences.h"

static void
on_microphone_change_state (GSimpleAction *action,
                            GVariant      *value,
                            gpointer       user_data)
{
  hearth_call_set_microphone_on (HEARTH_CALL (user_data), g_variant_get_boolean (value));
}

static void
on_camera_change_state (GSimpleAction *action,
                        GVariant      *value,
                        gpointer       user_data)
{
  hearth_call_set_camera_on (HEARTH_CALL (user_data), g_variant_get_boolean (value));
}

static void
on_share_change_state (GSimpleAction *action,
                       GVariant      *value,
                       gpointer       user_data)
{
  HearthSharing *sharing = hearth_call_get_sharing (HEARTH_CALL (user_data));

  if (g_variant_get_boolean (value))
    hearth_sharing_start (sharing, HEARTH_CONTENT_TEXT);
  else
    hearth_sharing_stop (sharing);
}

static void
on_share_text_activated (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  hearth_sharing_start (hearth_call_get_sharing (HEARTH_CALL (user_data)), HEARTH_CONTENT_TEXT);
}

static void
on_share_motion_activated (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  hearth_sharing_start (hearth_call_get_sharing (HEARTH_CALL (user_data)), HEARTH_CONTENT_MOTION);
}

static void
on_share_again_activated (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  hearth_sharing_repeat (hearth_call_get_sharing (HEARTH_CALL (user_data)));
}

static void
on_stop_sharing_activated (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  hearth_sharing_stop (hearth_call_get_sharing (HEARTH_CALL (user_data)));
}

static void
on_share_sound_change_state (GSimpleAction *action,
                             GVariant      *value,
                             gpointer       user_data)
{
  g_object_set (hearth_call_get_settings (HEARTH_CALL (user_data)), "share-sound", g_variant_get_boolean (value), NULL);
}

static void
on_hand_change_state (GSimpleAction *action,
                      GVariant      *value,
                      gpointer       user_data)
{
  hearth_signs_set_hand_raised (hearth_call_get_signs (HEARTH_CALL (user_data)), g_variant_get_boolean (value));
}

static void
on_lower_hands_activated (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  hearth_call_act (HEARTH_CALL (user_data), &(HearthAct) { .kind = HEARTH_ACT_LOWER_ALL_HANDS });
}

static const char *
get_action_name (HearthReaction reaction)
{
  return hearth_reaction_get_look (reaction)->action + strlen ("call.");
}

static void
on_react_activated (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  for (guint i = 0; i < HEARTH_N_REACTIONS; i++)
    if (g_str_equal (g_action_get_name (G_ACTION (action)), get_action_name ((HearthReaction) i)))
      (void) hearth_signs_react (hearth_call_get_signs (HEARTH_CALL (user_data)), (HearthReaction) i);
}

static void
on_leave_activated (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  hearth_call_leave (HEARTH_CALL (user_data));
}

static void
on_enter_activated (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  hearth_call_enter (HEARTH_CALL (user_data));
}

static void
on_create_activated (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  hearth_call_prepare_create (HEARTH_CALL (user_data));
}

static void
set_enabled (GSimpleActionGroup *group,
             const char         *name,
             gboolean            enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), name)), enabled);
}

static void
set_state (GSimpleActionGroup *group,
           const char         *name,
           gboolean            on)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), name)),
                             g_variant_new_boolean (on));
}

static void
on_call_changed (HearthCall *call,
                 GParamSpec *pspec,
                 gpointer    user_data)
{
  GSimpleActionGroup *group = G_SIMPLE_ACTION_GROUP (user_data);
  HearthCallState state = hearth_call_get_state (call);

  set_state (group, "microphone", hearth_call_get_microphone_on (call));
  set_state (group, "camera", hearth_call_get_camera_on (call));

  /* Off is always allowed. */
  set_enabled (group, "microphone", state != HEARTH_CALL_IDLE
               && (hearth_call_get_microphone_on (call) || hearth_call_may_switch_on (call, HEARTH_DEVICE_MICROPHONE)));
  set_enabled (group, "camera", state != HEARTH_CALL_IDLE
               && (hearth_call_get_camera_on (call) || hearth_call_may_switch_on (call, HEARTH_DEVICE_CAMERA)));
  set_enabled (group, "hand", hearth_call_state_is_inside (state));
  set_enabled (group, "lower-hands", hearth_call_state_is_inside (state)
               && hearth_call_may_act (call, &(HearthAct) { .kind = HEARTH_ACT_LOWER_ALL_HANDS }, NULL));
  for (guint i = 0; i < HEARTH_N_REACTIONS; i++)
    set_enabled (group, get_action_name ((HearthReaction) i), hearth_call_state_is_inside (state));
  set_enabled (group, "leave", state != HEARTH_CALL_IDLE);
  set_enabled (group, "enter", state == HEARTH_CALL_LOBBY);
  set_enabled (group, "create", state == HEARTH_CALL_IDLE);
}

static void
on_sharing_changed (HearthSharing *sharing,
                    GParamSpec    *pspec,
                    gpointer       user_data)
{
  GSimpleActionGroup *group = G_SIMPLE_ACTION_GROUP (user_data);
  HearthSharingState state = hearth_sharing_get_state (sharing);

  set_state (group, "share", state == HEARTH_SHARING_ON);
  set_enabled (group, "share", hearth_sharing_is_possible (sharing) && state != HEARTH_SHARING_ASKING);
  set_enabled (group, "share-text", hearth_sharing_is_possible (sharing) && state == HEARTH_SHARING_OFF);
  set_enabled (group, "share-motion", hearth_sharing_is_possible (sharing) && state == HEARTH_SHARING_OFF);
  set_enabled (group, "share-again",
               hearth_sharing_is_possible (sharing) && state == HEARTH_SHARING_OFF && hearth_sharing_is_repeatable (sharing));
  set_enabled (group, "stop-sharing", state == HEARTH_SHARING_ON);
  set_enabled (group, "share-sound", hearth_sharing_is_possible (sharing));
}

static void
on_share_sound_changed (HearthSettings *settings,
                        GParamSpec     *pspec,
                        gpointer        user_data)
{
  gboolean sound;

  g_object_get (settings, "share-sound", &sound, NULL);
  set_state (G_SIMPLE_ACTION_GROUP (user_data), "share-sound", sound);
}

static void
on_hand_raised_changed (HearthSigns *signs,
                        GParamSpec  *pspec,
                        gpointer     user_data)
{
  set_state (G_SIMPLE_ACTION_GROUP (user_data), "hand", hearth_signs_is_hand_raised (signs));
}

static void
add_reactions (GSimpleActionGroup *group,
               HearthCall         *call)
{
  for (guint i = 0; i < HEARTH_N_REACTIONS; i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (get_action_name ((HearthReaction) i), NULL);

      g_signal_connect (action, "activate", G_CALLBACK (on_react_activated), call);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
}

static void
on_standing_changed (HearthCall *call,
                     gpointer    user_data)
{
  on_call_changed (call, NULL, user_data);
}

void
hearth_call_actions_switch_on (HearthCall *call)
{
  gboolean camera, microphone;

  g_return_if_fail (HEARTH_IS_CALL (call));

  g_object_get (hearth_call_get_settings (call), "join-with-camera", &camera, "join-with-microphone", &microphone, NULL);
  hearth_call_set_camera_on (call, camera);
  hearth_call_set_microphone_on (call, microphone);
}

GSimpleActionGroup *
hearth_call_actions_new (HearthCall *call)
{
  static const GActionEntry entries[] = {
    { .name = "microphone", .state = "false", .change_state = on_microphone_change_state },
    { .name = "camera", .state = "false", .change_state = on_camera_change_state },
    { .name = "share", .state = "false", .change_state = on_share_change_state },
    { .name = "share-text", .activate = on_share_text_activated },
    { .name = "share-motion", .activate = on_share_motion_activated },
    { .name = "share-again", .activate = on_share_again_activated },
    { .name = "stop-sharing", .activate = on_stop_sharing_activated },
    { .name = "share-sound", .state = "false", .change_state = on_share_sound_change_state },
    { .name = "hand", .state = "false", .change_state = on_hand_change_state },
    { .name = "lower-hands", .activate = on_lower_hands_activated },
    { .name = "leave", .activate = on_leave_activated },
    { .name = "enter", .activate = on_enter_activated },
    { .name = "create", .activate = on_create_activated },
  };
  static const char *const views[] = { "speaker-view", "self-view" };
  GSimpleActionGroup *group;
  HearthSharing *sharing;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), call);
  add_reactions (group, call);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autoptr (GPropertyAction) view = g_property_action_new (views[i], hearth_call_get_settings (call), views[i]);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (view));
    }

  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_call_changed), group, G_CONNECT_DEFAULT);
  g_signal_connect_object (call, "notify::microphone-on", G_CALLBACK (on_call_changed), group, G_CONNECT_DEFAULT);
  g_signal_connect_object (call, "notify::camera-on", G_CALLBACK (on_call_changed), group, G_CONNECT_DEFAULT);
  g_signal_connect_object (call, "standing-changed", G_CALLBACK (on_standing_changed), group, G_CONNECT_DEFAULT);
  on_call_changed (call, NULL, group);
  g_signal_connect_object (hearth_call_get_signs (call), "notify::hand-raised", G_CALLBACK (on_hand_raised_changed), group,
                           G_CONNECT_DEFAULT);
  on_hand_raised_changed (hearth_call_get_signs (call), NULL, group);
  sharing = hearth_call_get_sharing (call);
  g_signal_connect_object (sharing, "notify::state", G_CALLBACK (on_sharing_changed), group, G_CONNECT_DEFAULT);
  g_signal_connect_object (sharing, "notify::possible", G_CALLBACK (on_sharing_changed), group, G_CONNECT_DEFAULT);
  g_signal_connect_object (sharing, "notify::repeatable", G_CALLBACK (on_sharing_changed), group, G_CONNECT_DEFAULT);
  on_sharing_changed (sharing, NULL, group);
  g_signal_connect_object (hearth_call_get_settings (call), "notify::share-sound", G_CALLBACK (on_share_sound_changed), group,
                           G_CONNECT_DEFAULT);
  on_share_sound_changed (hearth_call_get_settings (call), NULL, group);

  return group;
}
