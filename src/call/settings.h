/* What the person chose and what is remembered: profile, devices, server. Main thread; one per process.
 *
 * Kept in GSettings (schema org.hearthcall.Hearth in data/); the identity key is not here (call/identity-store.h).
 * Every property is readable and writable, notified, and can be bound; a value that makes no sense is not taken: "name",
 * "colour", "server" ("" = this computer), "stun-server", "turn-servers" (GStrv), "camera", "microphone", "speaker" (device
 * ids, "" = follow the system), "camera-name", "microphone-name", "speaker-name" (what the chosen ones are called, for when
 * they are away), "high-definition", "echo-cancellation", "noise-suppression", "gain-control" (of a microphone that nothing is
 * remembered of: hearth_settings_get_voice()), "join-with-camera", "join-with-microphone", "speaker-view" (whether a call shows
 * the speaker large instead of everybody alike), "self-view" (whether this person sees themselves there), "share-sound"
 * (whether a shared screen comes with what other programs play), "mini-window" (whether a small one takes the place of a
 * minimized one), "ask-to-enter" (whether somebody inside says yes before a stranger comes into a room hosted here),
 * "chat-sound" (whether a message is heard), "muted-reminder" (whether who talks while muted is told), "push-to-talk" (a key
 * that is held switches the microphone on), "push-to-talk-anywhere" (one of the whole desktop as well), "room-capacity" (people
 * in a room hosted here, this person included: HEARTH_SETTINGS_CAPACITY_MIN to HEARTH_LIMIT_ROOM_PEOPLE).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/voice-processing.h"

G_BEGIN_DECLS

/* A room for one is none. */
#define HEARTH_SETTINGS_CAPACITY_MIN 2

#define HEARTH_TYPE_SETTINGS (hearth_settings_get_type ())
G_DECLARE_FINAL_TYPE (HearthSettings, hearth_settings, HEARTH, SETTINGS, GObject)

/**
 * hearth_settings_new:
 *
 * On the very first start a random name and colour are made and stored. What was put into the store by other means and makes
 * no sense counts as not set. The schema must be installed.
 *
 * Returns: (transfer full): the settings
 */
HearthSettings    *hearth_settings_new              (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_settings_get_name: Returns: (transfer none): cleaned, never empty (protocol/profile.h). */
const char        *hearth_settings_get_name         (HearthSettings    *self);

/**
 * hearth_settings_set_name:
 *
 * Returns: %FALSE, and nothing changed, where nothing readable is left of it (protocol/profile.h)
 */
gboolean           hearth_settings_set_name         (HearthSettings    *self,
                                                     const char        *name);

/** hearth_settings_get_colour: Returns: (transfer none): one of hearth_settings_get_colours(). */
const char        *hearth_settings_get_colour       (HearthSettings    *self);

/** hearth_settings_set_colour: Returns: %FALSE, and nothing changed, where it is none of hearth_settings_get_colours(). */
gboolean           hearth_settings_set_colour       (HearthSettings    *self,
                                                     const char        *colour);

/** hearth_settings_get_server: Returns: (transfer none): "" for this computer, or as hearth_server_address_parse() writes it. */
const char        *hearth_settings_get_server       (HearthSettings    *self);

/**
 * hearth_settings_set_server:
 * @server: "", an address of a server, or only its name (then by https)
 *
 * Returns: %FALSE, and nothing changed, where it is none of these
 */
gboolean           hearth_settings_set_server       (HearthSettings    *self,
                                                     const char        *server);

/**
 * hearth_settings_set_session_server:
 * @server: as for hearth_settings_set_server()
 *
 * The server until the program ends or hearth_settings_set_server() is called; the store stays as it is.
 *
 * Returns: %FALSE, and nothing changed, where it is no server
 */
gboolean           hearth_settings_set_session_server (HearthSettings  *self,
                                                       const char      *server);

/** hearth_settings_get_stun_server: Returns: (transfer none): "" for none, or "stun://host:port". */
const char        *hearth_settings_get_stun_server  (HearthSettings    *self);

/**
 * hearth_settings_set_stun_server:
 * @server: "", or one as in call/ice-server.h
 *
 * Returns: %FALSE, and nothing changed, where it is neither
 */
gboolean           hearth_settings_set_stun_server  (HearthSettings    *self,
                                                     const char        *server);

/** hearth_settings_get_turn_servers: Returns: (transfer none) (array zero-terminated=1): "turn://user:password@host:port…". */
const char *const *hearth_settings_get_turn_servers (HearthSettings    *self);

/**
 * hearth_settings_set_turn_servers:
 * @servers: (array zero-terminated=1): as in call/ice-server.h
 *
 * Returns: %FALSE, and nothing changed, where one of them is none
 */
gboolean           hearth_settings_set_turn_servers (HearthSettings    *self,
                                                     const char *const *servers);

/**
 * hearth_settings_get_voice:
 * @microphone: (nullable): the device's id
 *
 * Signal ::voice-changed () where this may be something else for any of them.
 *
 * Returns: what is done to its sound, as the person wants it
 */
HearthVoiceProcessing hearth_settings_get_voice     (HearthSettings    *self,
                                                     const char        *microphone);

/** hearth_settings_set_voice: Remembered for that microphone; what cannot be a device's id is not. */
void               hearth_settings_set_voice        (HearthSettings    *self,
                                                     const char        *microphone,
                                                     HearthVoiceProcessing processing);

/** hearth_settings_get_colours: Returns: (transfer none) (array zero-terminated=1): the colours to choose from. */
const char *const *hearth_settings_get_colours      (HearthSettings    *self);

G_END_DECLS
