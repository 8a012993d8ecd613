/* What the person chose and what is remembered: profile, devices, server. Main thread; one per process.
 *
 * Kept in GSettings (schema org.hearthcall.Hearth in data/); the identity key is not here (call/identity-store.h).
 * Every property is readable and writable, notified, and can be bound: "name", "colour", "server" ("" = this computer),
 * "stun-server", "turn-servers" (GStrv), "camera", "microphone", "speaker" (device ids, "" = follow the system), "echo-cancellation",
 * "noise-suppression", "gain-control", "join-with-camera", "join-with-microphone".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_SETTINGS (hearth_settings_get_type ())
G_DECLARE_FINAL_TYPE (HearthSettings, hearth_settings, HEARTH, SETTINGS, GObject)

/** hearth_settings_new: on the very first start a random name and colour are made and stored. */
HearthSettings *hearth_settings_new        (void) G_GNUC_WARN_UNUSED_RESULT;
const char     *hearth_settings_get_name   (HearthSettings *self);
const char     *hearth_settings_get_colour (HearthSettings *self);
const char     *hearth_settings_get_server (HearthSettings *self);

/**
 * hearth_settings_set_name:
 *
 * Returns: %FALSE, and nothing changed, where nothing readable is left of it (protocol/profile.h)
 */
gboolean        hearth_settings_set_name   (HearthSettings *self,
                                            const char     *name);

/** hearth_settings_set_server: Returns: %FALSE, and nothing changed, where it is neither "" nor an address of a server. */
gboolean        hearth_settings_set_server (HearthSettings *self,
                                            const char     *server);

/** hearth_settings_get_colours: Returns: (transfer none) (array zero-terminated=1): the colours to choose from. */
const char *const *hearth_settings_get_colours (HearthSettings *self);

G_END_DECLS
