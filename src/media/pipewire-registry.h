/* The cameras, microphones and speakers that one PipeWire knows, and which of each is its default.
 *
 * A plain client of PipeWire's registry on the main loop, without a thread. When PipeWire goes, everything is removed; it comes
 * back by itself with PipeWire. Main thread; owned by HearthDeviceMonitor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/device.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PIPEWIRE_REGISTRY (hearth_pipewire_registry_get_type ())
G_DECLARE_FINAL_TYPE (HearthPipewireRegistry, hearth_pipewire_registry, HEARTH, PIPEWIRE_REGISTRY, GObject)

HearthPipewireRegistry *hearth_pipewire_registry_new   (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_pipewire_registry_start:
 * @fd: (transfer full): a remote from the camera portal, or -1 for the session's own PipeWire
 *
 * Connects, and again whenever PipeWire comes back; a portal's remote cannot come back. Signals follow.
 */
void                    hearth_pipewire_registry_start (HearthPipewireRegistry *self,
                                                        int                     fd);

/** hearth_pipewire_registry_stop: Disconnects; idempotent. No signal is emitted afterwards. */
void                    hearth_pipewire_registry_stop  (HearthPipewireRegistry *self);

G_END_DECLS
