/* The microphones and speakers that a PulseAudio server shows: what there is in a sandbox, where PipeWire's own socket is not.
 *
 * The ids are PulseAudio's names, which are PipeWire's node names where PipeWire is the server. Same signals as
 * HearthPipewireRegistry. Main thread; owned by HearthDeviceMonitor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/device.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PULSE_REGISTRY (hearth_pulse_registry_get_type ())
G_DECLARE_FINAL_TYPE (HearthPulseRegistry, hearth_pulse_registry, HEARTH, PULSE_REGISTRY, GObject)

HearthPulseRegistry *hearth_pulse_registry_new   (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_pulse_registry_start: Lists what there is, by signals, before it returns. Returns: %FALSE where there is no server. */
gboolean             hearth_pulse_registry_start (HearthPulseRegistry *self);

/** hearth_pulse_registry_stop: Idempotent. No signal is emitted afterwards. */
void                 hearth_pulse_registry_stop  (HearthPulseRegistry *self);

G_END_DECLS
