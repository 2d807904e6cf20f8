//! Creates a Windows Hello policy and lists the device configurations of a tenant.
//!
//! Sign in with `az login` first; the account needs DeviceManagementConfiguration.ReadWrite.All.
//! Needs: GraphClient.device_management, DeviceManagementRequests.device_configurations
//! Needs: DeviceConfigurationCollectionRequests.create, DeviceConfigurationCollectionRequests.list
//! Needs: DeviceConfigurationCollectionRequests.id, DeviceConfigurationRequests.update, WindowsIdentityProtectionConfiguration
//! Needs: WindowsIdentityProtectionConfiguration.display_name, WindowsIdentityProtectionConfiguration.pin_minimum_length
//! Needs: WindowsIdentityProtectionConfiguration.pin_uppercase_characters_usage, ConfigurationUsage::Required
//! Needs: DeviceConfiguration::ID, DeviceConfiguration::DISPLAY_NAME, DeviceConfiguration::DESCRIPTION
//! Needs: DeviceConfiguration::ROLE_SCOPE_TAG_IDS, DeviceConfiguration.display_name, DeviceConfiguration.id
//! Needs: AnyDeviceConfiguration::WindowsIdentityProtectionConfiguration

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use msgraph::beta::GraphClient;
use msgraph::beta::models::{
    AnyDeviceConfiguration, ConfigurationUsage, DeviceConfiguration, WindowsIdentityProtectionConfiguration,
};
use msgraph::{Patch, new};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let credential = azure_identity::DeveloperToolsCredential::new(None)?;
    let graph = GraphClient::new(credential, None)?;
    let configurations = graph.device_management().device_configurations();

    let policy = new!(WindowsIdentityProtectionConfiguration {
        display_name: "Corporate PIN", // from the base type
        pin_minimum_length: 8,
        pin_uppercase_characters_usage: ConfigurationUsage::Required,
    });
    let created = configurations.create(&policy).await?;

    let list = configurations
        .list()
        .select((DeviceConfiguration::ID, DeviceConfiguration::DISPLAY_NAME))
        .filter(DeviceConfiguration::DISPLAY_NAME.starts_with("Corp"))
        .top(50);
    println!("least privileged: {:?}", list.permissions().application.least_privileged());
    let mut items = list.items(); // a stream over all pages
    while let Some(configuration) = items.try_next().await? {
        match configuration {
            AnyDeviceConfiguration::WindowsIdentityProtectionConfiguration(hello) => {
                println!("{:?} asks for {:?} digits", hello.display_name, hello.pin_minimum_length);
            }
            other => println!("{:?}", other.display_name), // base properties without matching
        }
    }

    let id = created.id.clone().unwrap_or_default();
    let changes = Patch::new()
        .set(DeviceConfiguration::DESCRIPTION, "at least eight digits")
        .clear(DeviceConfiguration::ROLE_SCOPE_TAG_IDS);
    configurations.id(id).update(changes).await?;
    Ok(())
}
