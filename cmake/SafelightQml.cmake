# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
# How programs and tests get QML modules. Ours are static, and a static plugin must be named by each program.

# safelight_qml_modules(target safelight_qml_theme …): links the modules and registers their plugins.
function(safelight_qml_modules target)
    set(imports "// Generated: the QML modules linked into ${target}.\n#include <QtQml/qqmlextensionplugin.h>\n")
    foreach(module IN LISTS ARGN)
        get_target_property(uri ${module} QT_QML_MODULE_URI)
        string(REPLACE "." "_" class ${uri})
        string(APPEND imports "Q_IMPORT_QML_PLUGIN(${class}Plugin)\n")
        target_link_libraries(${target} PRIVATE ${module} ${module}plugin)
    endforeach()
    set(file ${CMAKE_CURRENT_BINARY_DIR}/${target}_qml_modules.cpp)
    file(CONFIGURE OUTPUT ${file} CONTENT "${imports}" @ONLY)
    target_sources(${target} PRIVATE ${file})
endfunction()

# safelight_qml_test(name DIR tst-folder MODULES safelight_qml_… [SOURCES fixture.cpp with its own main] [USES …]):
# Qt Quick Test over the tst_*.qml of a folder, hermetic, any warning fails it.
function(safelight_qml_test name)
    cmake_parse_arguments(ARG "" "DIR;TIMEOUT" "SOURCES;USES;MODULES" ${ARGN})
    if(NOT ARG_DIR)
        set(ARG_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 180)
    endif()
    if(NOT ARG_SOURCES)
        set(ARG_SOURCES ${CMAKE_SOURCE_DIR}/tests/support/quicktest_main.cpp)
    endif()
    qt_add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE safelight_flags safelight_test_qml Qt6::QuickTest ${ARG_USES})
    target_compile_definitions(${name} PRIVATE QUICK_TEST_SOURCE_DIR="${ARG_DIR}")
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    safelight_qml_modules(${name} ${ARG_MODULES})
    add_test(NAME qml.${name} COMMAND ${name})
    safelight_hermetic(qml.${name} qml ${ARG_TIMEOUT})
endfunction()
