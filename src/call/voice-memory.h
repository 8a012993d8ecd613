/* What is done to the sound of which microphone: a headset needs no echo canceller, the microphone on the desk does. At most
 * HEARTH_LIMIT_REMEMBERED_DEVICES, by PipeWire's node names; what was set last is forgotten last. A plain value; owned by HearthSettings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "base/voice-processing.h"

G_BEGIN_DECLS

/* As it is stored: name and bits of HearthVoiceProcessing, what was set last first. */
#define HEARTH_VOICE_MEMORY_TYPE "a(su)"

typedef struct _HearthVoiceMemory HearthVoiceMemory;

/** hearth_voice_memory_new: @stored: (nullable) (transfer none): whatever is in the store; what makes no sense of it is left out. */
HearthVoiceMemory    *hearth_voice_memory_new     (GVariant                *stored) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_voice_memory_free    (HearthVoiceMemory       *self);

/** hearth_voice_memory_to_variant: Returns: (transfer floating): of HEARTH_VOICE_MEMORY_TYPE */
GVariant             *hearth_voice_memory_to_variant (const HearthVoiceMemory *self);

/** hearth_voice_memory_get: @unknown: Returns: what is remembered of that device; @unknown where nothing is. */
HearthVoiceProcessing hearth_voice_memory_get     (const HearthVoiceMemory *self,
                                                   const char              *device_id,
                                                   HearthVoiceProcessing    unknown);

/** hearth_voice_memory_set: Returns: whether something is different from before; what cannot be a name is not remembered. */
gboolean              hearth_voice_memory_set     (HearthVoiceMemory       *self,
                                                   const char              *device_id,
                                                   HearthVoiceProcessing    processing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthVoiceMemory, hearth_voice_memory_free)

G_END_DECLS
